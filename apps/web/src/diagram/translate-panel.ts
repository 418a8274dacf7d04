/** What of the properties panel its library writes without asking for a translation: errors of fields, and titles. */
const untold = '.bio-properties-panel-error, [title]';

/** Translates what the panel's library says in English whatever the language is; answers how to stop. */
export function translatePanel(panel: HTMLElement, translate: (english: string) => string): () => void {
  const tell = (element: Element): void => {
    const { title } = element as HTMLElement;
    if (title && translate(title) !== title) (element as HTMLElement).title = translate(title);
    const [text] = element.matches('.bio-properties-panel-error') ? element.childNodes : [];
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
