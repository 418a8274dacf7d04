import type { Deployment } from '@opora/contracts';
import type { Translate } from '../../lib/translate.ts';

/** What a deployment made, in a sentence: a changed table or form is news too where the diagram stays as it was. */
export function deployedText(
  { processes, decisions, forms }: Deployment,
  folder: string,
  t: Translate,
): string {
  const first = processes.find((one) => one.new) ?? processes[0];
  const name = first?.name ?? folder;
  if (first?.new) return t('designer.deploy.done', { name, n: first.version });
  const changed = forms.filter((one) => one.new).length;
  const tables = decisions.filter((one) => one.new);
  const parts = [
    ...tables.map((one) => t('designer.deploy.table', { name: one.name ?? one.id, n: one.version })),
    ...(changed ? [t('designer.deploy.forms', { n: changed }, changed)] : []),
  ];
  if (!parts.length) return t('designer.deploy.same', { name });
  return t(first ? 'designer.deploy.parts' : 'designer.deploy.only', {
    parts: parts.join('; '),
    name,
    n: first?.version ?? '',
  });
}
