import { antiRisk } from './anti-risk.connector.ts';
import { checkRound } from './check-round.connector.ts';
import type { Connector } from './connector.ts';
import { decision } from './decision.connector.ts';
import { document } from './document.connector.ts';
import { documentSigned } from './document-signed.connector.ts';
import { email } from './email.connector.ts';
import { http } from './http.connector.ts';
import { measureReports } from './measure-reports.connector.ts';
import { noop } from './noop.connector.ts';
import { notify } from './notify.connector.ts';
import { openRounds } from './open-rounds.connector.ts';
import { partnershipEnd } from './partnership-end.connector.ts';
import { partnership } from './partnership.connector.ts';
import { reviewMark } from './review-mark.connector.ts';
import { riskProfile } from './risk-profile.connector.ts';
import { roadmap } from './roadmap.connector.ts';
import { saveRound } from './save-round.connector.ts';
import { schoolGroup } from './school-group.connector.ts';

/** Connectors by job type. A new one is a file beside this and one line here; its type begins with `opora.`. */
export const connectors: { readonly [type: `opora.${string}`]: Connector } = {
  'opora.anti-risk': antiRisk,
  'opora.check-round': checkRound,
  'opora.decision': decision,
  'opora.document': document,
  'opora.document-signed': documentSigned,
  'opora.email': email,
  'opora.http': http,
  'opora.measure-reports': measureReports,
  'opora.noop': noop,
  'opora.notify': notify,
  'opora.open-rounds': openRounds,
  'opora.partnership': partnership,
  'opora.partnership-end': partnershipEnd,
  'opora.review-mark': reviewMark,
  'opora.risk-profile': riskProfile,
  'opora.roadmap': roadmap,
  'opora.save-round': saveRound,
  'opora.school-group': schoolGroup,
};
