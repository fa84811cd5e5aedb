import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The interval at which the logs are read, in milliseconds. */
const READ_MS = 200;

/** Prints the lines that services append to their logs from now on. @returns a function that stops it */
export async function followLogs(
  folder: string,
  print: (line: string) => void,
): Promise<() => Promise<void>> {
  const positions = new Map<string, number>();
  for (const file of await logFiles(folder)) positions.set(file, (await stat(file)).size);
  let isOver = false;
  let pause: () => void = () => undefined;
  const reading = (async () => {
    while (!isOver) {
      for (const file of await logFiles(folder)) {
        positions.set(file, await printFrom(file, positions.get(file) ?? 0, print));
      }
      await new Promise<void>((resolve) => {
        pause = resolve;
        setTimeout(resolve, READ_MS);
      });
    }
  })();
  return async () => {
    isOver = true;
    pause();
    await reading;
  };
}

async function logFiles(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.log')).map((name) => join(folder, name));
}

/** Prints the complete lines of a file after a position. @returns the position after the last printed line */
async function printFrom(file: string, position: number, print: (line: string) => void): Promise<number> {
  const { size } = await stat(file);
  if (size <= position) return position;
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(
      Buffer.alloc(size - position),
      0,
      size - position,
      position,
    );
    const end = buffer.subarray(0, bytesRead).lastIndexOf('\n') + 1;
    const lines = buffer.subarray(0, end).toString().split('\n').slice(0, -1);
    lines.forEach(print);
    return position + end;
  } finally {
    await handle.close();
  }
}
