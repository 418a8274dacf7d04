/** The text of a new form with one question. */
export function newForm(id: string, name: string): string {
  return `${JSON.stringify(
    {
      id,
      type: 'default',
      schemaVersion: 19,
      components: [
        { id: 'heading', type: 'text', text: `## ${name}` },
        { id: 'note', type: 'textarea', key: 'note', label: 'Пояснение' },
      ],
    },
    null,
    2,
  )}\n`;
}
