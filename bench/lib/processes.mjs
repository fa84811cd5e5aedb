import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const guard = new URL('./ends-with-parent.mjs', import.meta.url).href;

/** Starts a Node script on one core and waits until its port is open. It ends with this process, even after a kill. */
export function start(script, { core, env, port, flags = [], signal = 'SIGKILL' }) {
  const command = [process.execPath, ...flags, '--import', guard, script];
  return startOn(core, command, { env: { ...env, PORT: String(port) }, port, signal, stdio: ['ipc'] });
}

/** Does the same with any program. */
export function startProgram(command, { core, env, port }) {
  const guarded = ['setpriv', '--pdeathsig', 'KILL', ...command];
  return startOn(core, guarded, { env, port, signal: 'SIGKILL', stdio: [] });
}

async function startOn(core, command, { env, port, signal, stdio }) {
  const child = spawn('taskset', ['-c', String(core), ...command], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', ...stdio],
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints = (complaints + chunk).slice(-4_000)));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill(signal);
    await ended;
  };
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended: ${complaints}`);
    try {
      await fetch(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(2_000) });
      return { child, pid: child.pid, port, stop, complaints: () => complaints };
    } catch {
      await sleep(100);
    }
  }
  await stop();
  throw new Error(`${command.join(' ')} did not listen: ${complaints}`);
}

/** The CPU time so far in milliseconds and the peak memory in MiB, as Linux counts them. */
export function usage(pid) {
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return {
    cpuMs: cpuMsOf(`/proc/${pid}/stat`),
    peakMiB: peak === null ? 0 : Math.round(Number(peak[1]) / 1024),
  };
}

/** The CPU time so far of the thread that has the event loop, in milliseconds. */
export function loopCpuMs(pid) {
  return cpuMsOf(`/proc/${pid}/task/${pid}/stat`);
}

function cpuMsOf(path) {
  const stat = readFileSync(path, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
