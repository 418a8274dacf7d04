import { createTransport } from 'nodemailer';
import { FinalFailure, listOf, textOf, type Connector } from './connector.ts';

/** Sends a letter (`to`, `subject`, `body`) by the server of OPORA_SMTP_URL from the address OPORA_SMTP_FROM. */
export const email: Connector = async (job, { env }) => {
  const [url, from] = [env['OPORA_SMTP_URL'], env['OPORA_SMTP_FROM']];
  if (!url || !from)
    throw new FinalFailure(
      `Element ${job.node}: no mail server is set; set OPORA_SMTP_URL (smtp://user:password@host:port) and OPORA_SMTP_FROM for the worker and retry.`,
    );
  const to = listOf(job, 'to');
  if (to.length === 0)
    throw new FinalFailure(`Element ${job.node} (${job.type}): expected addresses in "to", found none.`);
  const transport = createTransport(url, { connectionTimeout: 10_000, socketTimeout: 20_000 });
  try {
    // The same Message-ID for every attempt: mail servers drop the second copy.
    await transport.sendMail({
      from,
      to,
      subject: textOf(job, 'subject'),
      text: textOf(job, 'body', ''),
      messageId: `<${job.id.replace(':', '.')}@opora>`,
    });
  } finally {
    transport.close();
  }
  return {};
};
