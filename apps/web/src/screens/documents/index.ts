import { mdiFileDocumentOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** The register of documents: drafts, signatures, scans, and the templates of the office. */
export const screen = defineScreen({
  name: 'documents',
  path: '/documents',
  title: 'documents.title',
  menu: { icon: mdiFileDocumentOutline, order: 4 },
  may: ['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator'],
  component: () => import('./DocumentsScreen.vue'),
  messages,
});
