import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerBelow, codeBlocks, noteOf, type CodeBlock } from '../e2e/docs/code-blocks.js';
import { endBlock, startBlock, type Terminal } from '../e2e/docs/run-block.js';
import { copyRepository, type WorkingCopy } from '../e2e/dev/working-copy.js';
import { root, type LocalProcess } from '../e2e/start/local-process.js';
import { parseDiff } from './diff.js';

const TUTORIAL = 'docs/tutorial.md';
const blocks = codeBlocks(TUTORIAL, readFileSync(join(root, TUTORIAL), 'utf8'));
const answers = blocks.map((block) => answerBelow(block, blocks));
const steps = blocks.filter((block) => !answers.includes(block));

let copy: WorkingCopy;
/** The process of `npm start`, once the tutorial has started it. */
let stack: LocalProcess | undefined;
/** Steps build on earlier steps, so the steps after a failed one are skipped. */
let hasFailed = false;

beforeAll(() => {
  copy = copyRepository();
});
afterAll(async () => {
  if (stack !== undefined) {
    endBlock(stack, 'SIGINT');
    await stack.ended;
  }
  copy.remove();
});

/** The environment of the tutorial's commands: the copy of the repository, on free ports. */
function terminal(): Terminal {
  const subgraphs = Object.keys(JSON.parse(copy.read('schema/subgraphs.json')) as object);
  const url = /http:\S+\/graphql/.exec(stack?.stdout() ?? '')?.[0];
  return {
    cwd: copy.root,
    env: Object.fromEntries(subgraphs.map((name) => [`${name.toUpperCase()}_PORT`, '0'])),
    addresses: url === undefined ? {} : { 'localhost:4000/graphql': url },
  };
}

async function runCommands(block: CodeBlock): Promise<void> {
  const started = startBlock(block, terminal());
  const until = noteOf(block, 'runs on until');
  if (until !== undefined) {
    stack = started;
    return started.printed(until);
  }
  const code = await started.ended;
  const printed = `${started.stdout()}${started.stderr()}`;
  const failure = noteOf(block, 'fails');
  expect(code === 0 ? 'succeeds' : 'fails', printed).toBe(failure === undefined ? 'succeeds' : 'fails');
  expect(printed).toContain(failure ?? noteOf(block, 'prints') ?? '');
  const answer = answerBelow(block, blocks);
  if (answer !== undefined) expect(JSON.parse(started.stdout())).toEqual(JSON.parse(answer.text));
}

function changeFile({ language, text, about }: CodeBlock): void {
  if (about === undefined) throw new Error('The text before the block names no file.');
  if (language !== 'diff') {
    copy.write(about, `${text}\n`);
    return;
  }
  const { from, to } = parseDiff(text);
  expect(copy.read(about).split(from), `the lines of the diff in ${about}`).toHaveLength(2);
  copy.edit(about, from, to);
}

describe(TUTORIAL, () => {
  it.for(
    steps.map((block): [string, CodeBlock] => [
      `line ${block.line}: ${block.language === 'sh' ? block.text : block.about}`,
      block,
    ]),
  )('%s', async ([, block], { skip }) => {
    skip(hasFailed, 'a step before has failed');
    hasFailed = true;
    if (block.language === 'sh') await runCommands(block);
    else changeFile(block);
    hasFailed = false;
  });
});
