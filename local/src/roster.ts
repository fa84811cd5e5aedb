import type { Program } from './processes/child.js';
import type { ProcessGroup, RunningProcess } from './processes/group.js';
import type { ServiceName, Variables } from './services.js';

/** A process of the stack. */
export type Member = ServiceName | 'mongo';

/** Who of the stack runs, and what it was started with. */
export interface Roster {
  start(name: Member, program: Program): Promise<void>;
  kill(name: Member): Promise<void>;
  /** Stops it if it runs and starts it again, with variables on top of those it had. */
  restart(name: Member, variables: Variables): Promise<void>;
  stop(name: Member): Promise<void>;
  pids(): Partial<Record<Member, number>>;
  /** Resolves with the first that ends without having been asked to. */
  readonly failed: Promise<Member>;
}

interface Entry {
  readonly program: Program;
  readonly running: RunningProcess;
  asked: boolean;
}

export function createRoster(group: ProcessGroup): Roster {
  const entries = new Map<Member, Entry>();
  let reportFailure: (name: Member) => void;
  const failed = new Promise<Member>((resolve) => {
    reportFailure = resolve;
  });

  async function start(name: Member, program: Program): Promise<void> {
    const entry: Entry = { program, running: await group.start(program), asked: false };
    entries.set(name, entry);
    void entry.running.ended.then(() => {
      if (!entry.asked) reportFailure(name);
      if (entries.get(name) === entry) entries.delete(name);
    });
  }

  async function end(name: Member, how: 'stop' | 'kill'): Promise<void> {
    const entry = entries.get(name);
    if (entry === undefined) return;
    entry.asked = true;
    await entry.running[how]();
  }

  const programs = new Map<Member, Program>();
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
    pids: () => Object.fromEntries([...entries].map(([name, { running }]) => [name, running.pid])),
  };
}
