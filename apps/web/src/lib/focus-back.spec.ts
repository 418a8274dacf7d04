import { describe, expect, it } from '@jest/globals';
import { rememberKeyboard } from './focus-back.ts';

/** A page on which a button has opened a dialog with a field. */
function openedFromButton() {
  const page = { body: 'body', activeElement: undefined as unknown };
  const button = { isConnected: true, focus: () => void (page.activeElement = button) };
  const [field, elsewhere] = ['a field of the dialog', 'a field beside it'];
  page.activeElement = button;
  const close = rememberKeyboard(page, (active) => active === field);
  page.activeElement = field;
  return { page, button, field, elsewhere, close };
}

describe('the keyboard after a dialog', () => {
  it('is where it was before, whether the dialog has let go of it or not', () => {
    for (const left of ['body', undefined]) {
      const { page, button, close } = openedFromButton();
      if (left) page.activeElement = left;
      close();
      expect(page.activeElement).toBe(button);
    }
  });

  it('stays where a person, or what follows, has taken it', () => {
    const { page, elsewhere, close } = openedFromButton();
    page.activeElement = elsewhere;
    close();
    expect(page.activeElement).toBe(elsewhere);
  });

  it('goes to nothing that is no longer there', () => {
    const { page, button, close } = openedFromButton();
    button.isConnected = false;
    page.activeElement = 'body';
    close();
    expect(page.activeElement).toBe('body');
  });
});
