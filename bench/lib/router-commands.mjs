/**
 * Other routers, each started by a command of its own: `ROUTER_COMMANDS="name=/path/to/router --port {port};…"`.
 * `{supergraph}` and `{port}` in a command are replaced by their values.
 */
export function readRouterCommands({ ROUTER_COMMANDS = '' }) {
  return ROUTER_COMMANDS.split(';')
    .filter((entry) => entry.includes('='))
    .map((entry) => {
      const title = entry.slice(0, entry.indexOf('=')).trim();
      const command = entry.slice(entry.indexOf('=') + 1).trim();
      return { id: title, title, command: command.split(/\s+/) };
    });
}

export function fillIn(command, { supergraph, port }) {
  return command.map((part) =>
    part.replaceAll('{supergraph}', supergraph).replaceAll('{port}', String(port)),
  );
}
