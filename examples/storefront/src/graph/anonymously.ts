/** Options of a mutation about a session: it is sent without the session's token, and no secret enters the cache. */
export const ANONYMOUSLY = { fetchPolicy: 'no-cache', context: { anonymous: true } } as const;
