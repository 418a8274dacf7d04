/** Cases, by the name of their folder, whose expectation the standard contradicts: with the paragraph. */
export const skippedCases: { readonly [name: string]: string } = {};
