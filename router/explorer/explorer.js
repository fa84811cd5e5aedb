// The explorer's own script: GraphiQL with the tabs of a team, and a sign-in that every request carries.
/* global document, location, localStorage, navigator, sessionStorage, YogaGraphiQL */
'use strict';

const settings = JSON.parse(document.getElementById('settings').textContent);

/** Asks for a new access token so long before the old one ends, in milliseconds. */
const RENEW_BEFORE_MS = 60_000;

const SESSION = 'session { accessToken refreshToken expiresAt } errors { ... on UserError { message } }';

async function mutate(field, input) {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { ${field}(input: $input) { ${SESSION} } }`;
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const { data, errors } = await response.json();
  const payload = data?.[field];
  const [failure] = errors ?? payload?.errors ?? [];
  if (failure !== undefined) throw new Error(failure.message);
  return payload.session;
}

// The session: kept for this browser tab, renewed in time, and sent with every request.
const KEPT = 'explorer:session';
let session = JSON.parse(sessionStorage.getItem(KEPT));

const form = document.getElementById('sign-in');

function keep(next) {
  session = next;
  if (session === null) sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, JSON.stringify(session));
  if (form !== null) show('');
  if (session !== null) renewInTime();
}

function show(message) {
  const [account, submit, copy, output] = form.querySelectorAll('select, button, output');
  account.parentElement.hidden = session !== null;
  submit.textContent = session === null ? 'Sign in' : 'Sign out';
  copy.hidden = session === null;
  output.textContent = message === '' && session !== null ? `Signed in as ${session.email}` : message;
}

function renewInTime() {
  const { refreshToken, expiresAt } = session;
  const renew = async () => {
    if (session?.refreshToken !== refreshToken) return;
    await mutate('refreshSession', { refreshToken }).then(
      (renewed) => keep({ ...renewed, email: session.email }),
      () => keep(null),
    );
  };
  const wait = Date.parse(expiresAt) - Date.now() - RENEW_BEFORE_MS;
  if (wait > 0) setTimeout(renew, wait);
  return wait > 0 ? undefined : renew();
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  if (session !== null) return keep(null);
  const email = form.elements.account.value;
  show('Signing in …');
  await mutate('signIn', { email, password: settings.accounts[email] }).then(
    (begun) => keep({ ...begun, email }),
    ({ message }) => show(message),
  );
});
form?.elements.copy.addEventListener('click', () => navigator.clipboard.writeText(session.accessToken));

document.getElementById('examples')?.addEventListener('change', (event) => {
  const url = new URL(location.href);
  url.search = '';
  url.searchParams.set('team', event.target.value);
  location.assign(url);
});

/** Each team has tabs, history and settings of its own in the browser. */
const storage = {
  get length() {
    return localStorage.length;
  },
  getItem: (key) => localStorage.getItem(`${settings.team}:${key}`),
  setItem: (key, value) => localStorage.setItem(`${settings.team}:${key}`, value),
  removeItem: (key) => localStorage.removeItem(`${settings.team}:${key}`),
  clear: () => localStorage.clear(),
};

globalThis.MonacoEnvironment = {
  globalAPI: false,
  getWorkerUrl: (_module, label) =>
    ({ json: '/explorer/json-worker.js', graphql: '/explorer/graphql-worker.js' })[label] ??
    '/explorer/editor-worker.js',
};

async function start() {
  if (session !== null) await renewInTime();
  if (form !== null) show('');
  YogaGraphiQL.renderYogaGraphiQL(document.getElementById('graphiql'), {
    endpoint: '/graphql',
    title: 'GraphiQL',
    storage,
    // GraphiQL's own choice, which has the history; the documentation is always there.
    plugins: undefined,
    shouldPersistHeaders: false,
    // GraphiQL takes the query of the first tab from the tab, and its variables from here.
    variables: storage.getItem('graphiql:tabState') === null ? settings.tabs[0]?.variables : undefined,
    defaultTabs: settings.tabs.length === 0 ? [{ query: '{\n  __typename\n}\n' }] : settings.tabs,
    additionalHeaders: () => (session === null ? {} : { authorization: `Bearer ${session.accessToken}` }),
  });
}

void start();
