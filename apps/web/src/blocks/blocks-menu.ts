import { blocks } from '@opora/modeling';
import type { Translate } from '../lib/translate.ts';

type Entries = { [id: string]: object };
interface PopupMenu {
  registerProvider(id: string, priority: number, provider: object): void;
  open(target: unknown, id: string, position: { x: number; y: number }, options?: { width: number }): void;
  close(): void;
}
interface EventBus {
  fire(event: string, data: object): void;
}
interface Canvas {
  getRootElement(): unknown;
}

/** What the editor is told when somebody chose a block: which one, and after which element. */
export interface BlockChosen {
  block: string;
  source?: { id: string };
}

const icon =
  "data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24'><path fill='%231d5b79' d='M3 5h8v6H3zm10 0h8v6h-8zM3 13h8v6H3zm12 0h4v2h2v4h-2v2h-4v-2h-2v-4h2z'/></svg>";

/** Offers the building blocks in the palette and in the menus «create» and «append». */
export function blocksMenuModule(t: Translate, language: 'ru' | 'en') {
  class BlocksMenu {
    static $inject = ['popupMenu', 'palette', 'eventBus', 'canvas'];
    constructor(
      private readonly popupMenu: PopupMenu,
      palette: { registerProvider(priority: number, provider: object): void },
      private readonly eventBus: EventBus,
      private readonly canvas: Canvas,
    ) {
      for (const menu of ['bpmn-append', 'bpmn-create', 'opora-blocks'])
        popupMenu.registerProvider(menu, 500, this);
      palette.registerProvider(600, this);
    }
    getPopupMenuEntries(target: { id: string; type?: string } | undefined) {
      const own: Entries = Object.fromEntries(
        blocks.map(({ id, title, description }) => [
          `opora-block-${id}`,
          {
            label: title[language],
            description: description[language],
            imageUrl: icon,
            group: { id: 'opora-blocks', name: t('blocks.title') },
            search: `${title.ru} ${title.en}`,
            action: (): void => {
              this.popupMenu.close();
              this.eventBus.fire('opora.block', {
                block: id,
                ...(target && target !== this.canvas.getRootElement() ? { source: target } : {}),
              });
            },
          },
        ]),
      );
      return (entries: Entries): Entries => ({ ...own, ...entries });
    }
    getPaletteEntries() {
      return {
        'opora-blocks': {
          group: 'tools',
          className: 'opora-blocks-tool',
          title: t('blocks.title'),
          action: {
            click: (event: MouseEvent): void =>
              this.popupMenu.open(
                this.canvas.getRootElement(),
                'opora-blocks',
                { x: event.clientX + 20, y: 70 },
                { width: 360 },
              ),
          },
        },
      };
    }
  }
  return { __init__: ['oporaBlocksMenu'], oporaBlocksMenu: ['type', BlocksMenu] };
}
