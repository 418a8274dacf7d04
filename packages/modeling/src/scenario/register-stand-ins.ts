import type { Connector, Json } from '@opora/engine';

/** What the connectors of the register answer where there is no register: a document that is there and has been signed. */
export const registerStandIns: { [type: string]: Connector } = {
  'opora.anti-risk': () => ({}),
  'opora.measure-reports': ({ variables }) => ({
    overdueMeasures: records(variables['evidence']).filter(({ status }) => status === 'overdue'),
  }),
  'opora.partnership': () => ({}),
  'opora.partnership-end': () => ({}),
  'opora.review-mark': () => ({}),
  'opora.roadmap': () => ({}),
  'opora.school-group': () => ({}),
  'opora.risk-profile': () => ({}),
  'opora.document': ({ headers, node }) => ({
    [headers['resultVariable'] ?? 'document']: {
      id: node,
      kind: headers['kind'] ?? '',
      title: '',
      status: headers['status'] ?? 'on-signature',
      url: '',
      signer: null,
      signerPost: null,
    },
  }),
  'opora.document-signed': ({ headers, variables }) => {
    const already = variables['documentSigned'];
    return {
      [headers['resultVariable'] ?? 'documentSigned']:
        typeof already === 'object' && already !== null
          ? already
          : {
              id: variables['documentId'] ?? null,
              number: variables['number'] ?? null,
              date: variables['date'] ?? null,
              signatory: variables['signatory'] ?? null,
            },
    };
  },
};

const records = (list: Json | undefined): { [name: string]: Json }[] =>
  Array.isArray(list)
    ? list.filter(
        (one): one is { [name: string]: Json } =>
          typeof one === 'object' && one !== null && !Array.isArray(one),
      )
    : [];
