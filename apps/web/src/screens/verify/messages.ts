import type { Messages } from '../../i18n/index.ts';

export const messages: Messages = {
  ru: {
    lead: 'Так документ записан в реестре. Сравните с бумагой: если номер, дата или название другие, документу верить нельзя.',
    name: 'Название',
    number: 'Номер',
    date: 'Дата',
    state: 'Состояние',
    none: 'ещё нет',
    status: {
      draft: 'черновик: документ ещё не подписан',
      'on-signature': 'на подписи: документ ещё не подписан',
      signed: 'подписан и действует',
      cancelled: 'отменён: документ не действует',
    },
    unknown: 'Такого документа в реестре нет',
    unknownHint: 'Проверьте адрес: он напечатан под QR-кодом.',
  },
  en: {
    lead: 'This is how the document stands in the register. Compare it with the paper.',
    name: 'Title',
    number: 'Number',
    date: 'Date',
    state: 'State',
    none: 'not yet',
    status: {
      draft: 'draft: not signed yet',
      'on-signature': 'on signature: not signed yet',
      signed: 'signed and valid',
      cancelled: 'cancelled: not valid',
    },
    unknown: 'No such document in the register',
    unknownHint: 'Check the address: it is printed under the QR code.',
  },
};
