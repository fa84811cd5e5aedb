import type { Program } from './child.js';
import type { ProcessGroup, RunningProcess } from './group.js';

/** Starts, restarts and stops processes by name, and reports a process that ends unexpectedly. */
export interface Supervisor<Name extends string> {
  start(name: Name, program: Program): Promise<void>;
  /** Kills a process, as a crash would. */
  kill(name: Name): Promise<void>;
  /** Stops a process if it runs, and starts it again. The variables are added to those of its first start. */
  restart(name: Name, variables: Readonly<Record<string, string>>): Promise<void>;
  stop(name: Name): Promise<void>;
  /** The ids of the running processes. */
  pids(): Partial<Record<Name, number>>;
  /** Resolves with the name of the first process that ends unexpectedly. */
  readonly failed: Promise<Name>;
}

interface Entry {
  readonly running: RunningProcess;
  asked: boolean;
}

export function createSupervisor<Name extends string>(group: ProcessGroup): Supervisor<Name> {
  const entries = new Map<Name, Entry>();
  const programs = new Map<Name, Program>();
  let reportFailure: (name: Name) => void;
  const failed = new Promise<Name>((resolve) => {
    reportFailure = resolve;
  });

  async function start(name: Name, program: Program): Promise<void> {
    const entry: Entry = { running: await group.start(program), asked: false };
    entries.set(name, entry);
    void entry.running.ended.then(() => {
      if (!entry.asked) reportFailure(name);
      if (entries.get(name) === entry) entries.delete(name);
    });
  }

  async function end(name: Name, how: 'stop' | 'kill'): Promise<void> {
    const entry = entries.get(name);
    if (entry === undefined) return;
    entry.asked = true;
    await entry.running[how]();
  }

  return {
    failed,
    async start(name, program) {
      programs.set(name, program);
      await start(name, program);
    },
    kill: (name) => end(name, 'kill'),
    stop: (name) => end(name, 'stop'),
    async restart(name, variables) {
      const program = programs.get(name);
      if (program === undefined) throw new Error(`${name} is not a process of this stack`);
      await end(name, 'stop');
      await start(name, { ...program, env: { ...program.env, ...variables } });
    },
    pids: () =>
      Object.fromEntries([...entries].map(([name, { running }]) => [name, running.pid])) as Partial<
        Record<Name, number>
      >,
  };
}
