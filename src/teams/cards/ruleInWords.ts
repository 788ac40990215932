import type { CoverageRule } from '../../domain/coverage.ts';
import type { CardContext } from './context.ts';
import { plain, shortened } from './elements.ts';

/** The rule in a sentence; one that has none yet is shown by its key. */
export function ruleInWords({ why }: CardContext['texts'], by: CoverageRule): string {
  const kind = by.rule.replace(/^offices\.[^.]+\./, 'offices.');
  const inWords = Object.hasOwn(why.rules, kind) ? why.rules[kind] : undefined;
  if (!inWords) return plain(by.rule);
  const words = inWords(plain(by.value));
  return takesPatterns(by.rule) && by.value.includes('*') ? why.pattern(words) : words;
}

/** The same for a line of a table. */
export function ruleInShort(texts: CardContext['texts'], { rule, value }: CoverageRule): string {
  return ruleInWords(texts, { rule, value: shortened(value) });
}

/** Whether `*` in the rule's value stands for any characters. */
function takesPatterns(rule: string): boolean {
  return rule.startsWith('financeStaff.') || rule === 'exclusions.userPrincipalNames';
}
