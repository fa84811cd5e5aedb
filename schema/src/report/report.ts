import type { Verdict } from '../check/verdict.js';
import { githubReport } from './github.js';
import { jsonReport } from './json.js';
import { markdownReport } from './markdown.js';
import { textReport } from './text.js';

export const REPORTS = {
  text: textReport,
  json: jsonReport,
  markdown: markdownReport,
  github: githubReport,
} satisfies Record<string, (verdict: Verdict) => string>;

export type ReportFormat = keyof typeof REPORTS;

export function isReportFormat(format: string): format is ReportFormat {
  return Object.hasOwn(REPORTS, format);
}
