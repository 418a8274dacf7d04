/** A name whose number stays beside its «№», wherever the line breaks: «СОШ № 1». */
export const wholeName = (name: string): string => name.replaceAll('№ ', '№\u00a0');
