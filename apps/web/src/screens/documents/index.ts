import { mdiFileDocumentOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** The register of documents: drafts, signatures, scans, and the templates of the office. */
export const screen = defineScreen({
  name: 'documents',
  path: '/documents',
  title: { ru: 'Документы', en: 'Documents' },
  menu: { icon: mdiFileDocumentOutline, order: 4 },
  may: ['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator'],
  component: () => import('./DocumentsScreen.vue'),
});
