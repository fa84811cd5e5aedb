import { draftFormat } from './draft.js';
import type { IncrementalFormat } from './format.js';
import { format2022 } from './format-2022.js';

/**
 * The format in which a client accepts an answer in parts; undefined when it accepts none. A client that accepts
 * `multipart/mixed` and names no format gets the current draft.
 */
export function negotiateIncremental(accept: string | undefined): IncrementalFormat | undefined {
  if (accept?.includes('multipart/mixed') !== true) return undefined;
  for (const range of accept.toLowerCase().split(',')) {
    const [type, ...parameters] = range.split(';').map((part) => part.replace(/["\s]/g, ''));
    if (type !== 'multipart/mixed' || parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)))
      continue;
    const format = [draftFormat, format2022].find(({ parameter }) =>
      parameters.includes(parameter.toLowerCase()),
    );
    if (format !== undefined) return format;
    const namesAnother = parameters.some((parameter) => /^(?:\w*spec)=/.test(parameter));
    if (!namesAnother) return draftFormat;
  }
  return undefined;
}
