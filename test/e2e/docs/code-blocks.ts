/** A fenced block of code in a Markdown file. */
export interface CodeBlock {
  readonly file: string;
  /** The line number of the opening fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The HTML comment before the opening fence: `<!-- not run: it starts containers -->`. */
  readonly note: string | undefined;
  /** The last file that the prose before the block names: `subgraphs/orders/schema.graphql`. */
  readonly about: string | undefined;
}

/** The text of a block's note: for `prints: SAFE` and the word `prints`, it is `SAFE`. */
export function noteOf(block: CodeBlock, word: string): string | undefined {
  return block.note?.startsWith(`${word}: `) ? block.note.slice(word.length + 2) : undefined;
}

export function codeBlocks(file: string, markdown: string): readonly CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  let about: string | undefined;
  for (let index = 0; index < lines.length; index += 1) {
    const [, indent, language] = /^( *)```(\w*)$/.exec(lines[index] ?? '') ?? [];
    if (indent === undefined || language === undefined) {
      about = lines[index]?.match(/(?<=`)[\w./-]+\/[\w.-]+\.(?:ts|json|graphql)(?=`)/g)?.at(-1) ?? about;
      continue;
    }
    const end = lines.indexOf(`${indent}\`\`\``, index + 1);
    if (end === -1) throw new Error(`${file}:${index + 1}: the block has no end`);
    const text = lines.slice(index + 1, end).map((line) => line.slice(indent.length));
    const note = noteBefore(lines, index);
    blocks.push({ file, line: index + 1, language, text: text.join('\n'), note, about });
    index = end;
  }
  return blocks;
}

function noteBefore(lines: readonly string[], fence: number): string | undefined {
  const before = lines.slice(0, fence).findLast((line) => line.trim() !== '');
  return /^ *<!-- (.*) -->$/.exec(before ?? '')?.[1];
}

const COMMANDS = 'npm|npx|node|curl|docker|git|\\.ci/run';

/** Lists indented lines that look like commands, which are not in a fenced block and so would not be tested. */
export function unfencedCommands(markdown: string): readonly string[] {
  const withoutFences = markdown.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  const lines = withoutFences.matchAll(new RegExp(`^ {4,}(?:[A-Z_]+=\\S+ )?(?:${COMMANDS})\\s.*$`, 'gm'));
  return [...lines].map(([line]) => line.trim());
}

/** The JSON block after a block of commands, separated by one blank line, which shows the commands' answer. */
export function answerBelow(block: CodeBlock, blocks: readonly CodeBlock[]): CodeBlock | undefined {
  const line = block.line + block.text.split('\n').length + 3;
  return blocks.find((each) => each.file === block.file && each.line === line && each.language === 'json');
}
