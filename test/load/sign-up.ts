const MUTATION = `mutation ($email: String!) {
  signUp(input: { name: "Ada", email: $email, password: "correct horse battery" }) {
    session { accessToken }
  }
}`;

/** Creates an account in an empty shop. @returns its access token */
export async function signUp(url: string, email = 'ada@shop.example'): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: MUTATION, variables: { email } }),
  });
  const { data } = (await response.json()) as {
    data?: { signUp: { session: { accessToken: string } | null } };
  };
  const token = data?.signUp.session?.accessToken;
  if (token === undefined) throw new Error('no account could be made');
  return token;
}
