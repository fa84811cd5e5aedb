/** A fenced block of code in a Markdown file. */
export interface CodeBlock {
  readonly file: string;
  /** The line of its fence, from 1. */
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** The comment in the line before its fence: `<!-- not run: it starts containers -->`. */
  readonly note: string | undefined;
}

export function codeBlocks(file: string, markdown: string): readonly CodeBlock[] {
  const lines = markdown.split('\n');
  const blocks: CodeBlock[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const [, indent, language] = /^( *)```(\w*)$/.exec(lines[index] ?? '') ?? [];
    if (indent === undefined || language === undefined) continue;
    const end = lines.indexOf(`${indent}\`\`\``, index + 1);
    if (end === -1) throw new Error(`${file}:${index + 1}: the block has no end`);
    const text = lines.slice(index + 1, end).map((line) => line.slice(indent.length));
    blocks.push({ file, line: index + 1, language, text: text.join('\n'), note: noteBefore(lines, index) });
    index = end;
  }
  return blocks;
}

function noteBefore(lines: readonly string[], fence: number): string | undefined {
  const before = lines.slice(0, fence).findLast((line) => line.trim() !== '');
  return /^ *<!-- (.*) -->$/.exec(before ?? '')?.[1];
}

const COMMANDS = 'npm|npx|node|curl|docker|git|\\.ci/run';

/** Indented lines that begin like a command: they would not be found among the fenced blocks. */
export function unfencedCommands(markdown: string): readonly string[] {
  const withoutFences = markdown.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '');
  const lines = withoutFences.matchAll(new RegExp(`^ {4,}(?:[A-Z_]+=\\S+ )?(?:${COMMANDS})\\s.*$`, 'gm'));
  return [...lines].map(([line]) => line.trim());
}
