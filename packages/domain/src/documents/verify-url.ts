/** Address of the page that confirms a document, under the address at which people reach the program. */
export const verifyUrl = (publicUrl: string, code: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/verify/${code}`;
