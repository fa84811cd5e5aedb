/** Everything that the page's script is told. */
export interface ExplorerSettings {
  /** The operations of the team whose tabs are open. */
  readonly tabs: readonly { readonly query: string; readonly variables: string }[];
  /** Separates the tabs that are kept in the browser. */
  readonly team: string;
  /** Accounts to sign in with, by email. */
  readonly accounts: Readonly<Record<string, string>>;
}

export interface ExplorerPage extends ExplorerSettings {
  readonly teams: readonly string[];
}

/** The explorer's document. Its scripts and styles are files of the same host; its data is no script. */
export function explorerPage({ teams, ...settings }: ExplorerPage): string {
  const emails = Object.keys(settings.accounts);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Supergraph explorer</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/explorer/graphiql.css">
    <link rel="stylesheet" href="/explorer/explorer.css">
  </head>
  <body>
    <header>
      <h1>Supergraph</h1>
      ${teams.length === 0 ? '' : teamForm(teams, settings.team)}
      ${emails.length === 0 ? '' : signInForm(emails)}
    </header>
    <main id="graphiql"><noscript>The explorer needs JavaScript.</noscript></main>
    <script type="application/json" id="settings">${inScript(settings)}</script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/explorer.js"></script>
  </body>
</html>
`;
}

function teamForm(teams: readonly string[], selected: string): string {
  const options = ['', ...teams].map((team) => {
    const state = team === selected ? ' selected' : '';
    return `<option value="${escaped(team)}"${state}>${team === '' ? 'my own' : escaped(team)}</option>`;
  });
  return `<form id="examples"><label>Tabs <select name="team">${options.join('')}</select></label></form>`;
}

function signInForm(emails: readonly string[]): string {
  const options = emails.map((email) => `<option>${escaped(email)}</option>`);
  return `<form id="sign-in">
        <label>Account <select name="account">${options.join('')}</select></label>
        <button type="submit">Sign in</button>
        <button type="button" name="copy" hidden>Copy token</button>
        <output></output>
      </form>`;
}

/** No text can end the element that it is in. */
function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
