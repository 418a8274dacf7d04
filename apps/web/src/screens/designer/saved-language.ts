export { savedLanguage } from '../../lib/saved-language.ts';
