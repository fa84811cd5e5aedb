import { Output } from '../output.js';
import type { Question } from './bucket.js';
import { REPRESENTATIONS, representationsName } from './request-text.js';
import type { RequestText } from './request-text.js';

/**
 * The body of a request for entities.
 * @param variables the others, as they are written in JSON
 */
export function entitiesBody(
  { opening, closing }: RequestText,
  variables: string,
  questions: readonly Question[],
): string {
  const output = new Output();
  output.putText(opening + variables);
  let separator = variables === '' ? '' : ',';
  for (const { first, representations } of questions) {
    const name = questions.length === 1 ? REPRESENTATIONS : representationsName(first.plan);
    output.putText(`${separator}"${name}":`);
    representations.put(output);
    separator = ',';
  }
  output.putText(closing);
  return output.endText();
}
