import type { JudgedChange } from '../diff/change.js';

export const CHANGELOG_HEAD = `# What changed for clients

Written by \`npm run schema:publish\` from the difference to what was published before, the latest first.
`;

/** The entry of one publication. */
export function changelogEntry(date: string, changes: readonly JudgedChange[], isFirst: boolean): string {
  const sections = isFirst
    ? ['The first publication.']
    : SECTIONS.flatMap((section) => sectionText(section, changes));
  return [`## ${date}`, ...(sections.length > 0 ? sections : ['Nothing that a client could tell.'])].join(
    '\n\n',
  );
}

interface Section {
  readonly title: string;
  readonly includes: (change: JudgedChange) => boolean;
}

const isInternal = ({ kind }: JudgedChange) => /^(RESOLVER|KEY|ROUTER|TAG)_/.test(kind);
const isDescription = ({ kind }: JudgedChange) => kind.includes('DESCRIPTION');
const isDeprecation = ({ kind }: JudgedChange) => /DEPRECATION(_REASON)?_ADDED$/.test(kind);
const isAddition = ({ kind }: JudgedChange) =>
  kind.endsWith('_ADDED') && !isDeprecation({ kind } as JudgedChange);

const SECTIONS: readonly Section[] = [
  { title: 'Breaking', includes: ({ severity }) => severity === 'breaking' },
  { title: 'To look out for', includes: (change) => change.severity === 'dangerous' && !isInternal(change) },
  { title: 'Deprecated', includes: (change) => change.severity === 'safe' && isDeprecation(change) },
  {
    title: 'Added',
    includes: (change) =>
      change.severity === 'safe' && isAddition(change) && !isInternal(change) && !isDescription(change),
  },
  {
    title: 'Changed',
    includes: (change) =>
      change.severity === 'safe' &&
      !isDeprecation(change) &&
      !isAddition(change) &&
      !isInternal(change) &&
      !isDescription(change),
  },
];

function sectionText({ title, includes }: Section, changes: readonly JudgedChange[]): readonly string[] {
  const lines = changes.filter(includes).map(lineOf);
  return lines.length === 0 ? [] : [`### ${title}`, lines.join('\n')];
}

function lineOf({ coordinate, text, acknowledgement }: JudgedChange): string {
  const why = acknowledgement === undefined ? '' : ` (${acknowledgement.reason})`;
  return `- \`${coordinate}\`: ${text}${why}`;
}

/** The changelog with the entry above the earlier ones. */
export function withEntry(changelog: string | undefined, entry: string): string {
  const earlier = changelog?.slice(changelog.indexOf('\n## ') + 1 || changelog.length).trim() ?? '';
  return [CHANGELOG_HEAD.trimEnd(), entry, ...(earlier === '' ? [] : [earlier])].join('\n\n') + '\n';
}
