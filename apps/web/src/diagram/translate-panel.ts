/**
 * Translates what a library says in English whatever the language is: titles, and the words at `texts`, which are
 * errors of fields in a properties panel. Answers how to stop.
 */
export function translatePanel(
  panel: HTMLElement,
  translate: (english: string) => string,
  texts = '.bio-properties-panel-error',
): () => void {
  const untold = `${texts}, [title]`;
  const tell = (element: Element): void => {
    const { title } = element as HTMLElement;
    if (title && translate(title) !== title) (element as HTMLElement).title = translate(title);
    const [text] = element.matches(texts) ? element.childNodes : [];
    const said = text?.nodeType === Node.TEXT_NODE ? (text as Text).data : '';
    if (said && translate(said) !== said) (text as Text).data = translate(said);
  };
  const observer = new MutationObserver(() => panel.querySelectorAll(untold).forEach(tell));
  observer.observe(panel, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ['title', 'class'],
  });
  return () => observer.disconnect();
}
