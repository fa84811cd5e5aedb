import { prettyFactory } from 'pino-pretty';

/** Prints a service's log line: in readable form on a terminal, as JSON otherwise. */
export function createPrinter(output: NodeJS.WriteStream): (line: string) => void {
  if (!output.isTTY) return (line) => output.write(`${line}\n`);
  const pretty = prettyFactory({
    colorize: true,
    translateTime: 'SYS:HH:MM:ss.l',
    messageFormat: '{service}: {msg}',
    ignore: 'pid,hostname,service',
  });
  return (line) => output.write(pretty(line));
}
