import 'vuetify/styles';
import { createVuetify, type VuetifyOptions } from 'vuetify';
import { aliases, mdi } from 'vuetify/iconsets/mdi-svg';
import { en, ru } from 'vuetify/locale';
import { savedLanguage } from './lib/saved-language.ts';

/** Labels of fields are read against every background of ours (WCAG 2.2, 1.4.3). */
const variables = { 'medium-emphasis-opacity': 0.78 };

const light = {
  dark: false,
  variables,
  colors: {
    background: '#f4f5f3',
    surface: '#ffffff',
    'surface-variant': '#e9ece9',
    'on-surface-variant': '#3d4a50',
    'on-surface': '#1c2830',
    'on-background': '#1c2830',
    primary: '#1d5b79',
    'on-primary': '#ffffff',
    secondary: '#55666e',
    error: '#b3261e',
    warning: '#8f5b00',
    success: '#2b7350',
    info: '#2a628a',
  },
};
const dark = {
  dark: true,
  variables,
  colors: {
    background: '#151b1f',
    surface: '#1d2529',
    'surface-variant': '#2a3439',
    'on-surface-variant': '#c3ced3',
    'on-surface': '#e6ecee',
    'on-background': '#e6ecee',
    primary: '#7cbddc',
    'on-primary': '#06222f',
    secondary: '#a8b7be',
    error: '#f2897f',
    warning: '#e2b25c',
    success: '#79c59d',
    info: '#8cc1e4',
  },
};

const saved = localStorage.getItem('opora.theme');

/** The look of all components; sizes for office work. */
const options: VuetifyOptions = {
  theme: { defaultTheme: saved === 'dark' ? 'dark' : 'light', themes: { light, dark } },
  icons: { defaultSet: 'mdi', aliases, sets: { mdi } },
  locale: { locale: savedLanguage(), messages: { ru, en } },
  defaults: {
    VBtn: { variant: 'flat', rounded: 'md', height: 36, style: 'text-transform:none;letter-spacing:0' },
    VTextField: { variant: 'outlined', density: 'compact', hideDetails: 'auto' },
    VTextarea: { variant: 'outlined', density: 'compact', hideDetails: 'auto', autoGrow: true, rows: 3 },
    VSelect: { variant: 'outlined', density: 'compact', hideDetails: 'auto' },
    VCombobox: { variant: 'outlined', density: 'compact', hideDetails: 'auto' },
    VAutocomplete: { variant: 'outlined', density: 'compact', hideDetails: 'auto' },
    VCheckbox: { density: 'compact', hideDetails: 'auto', color: 'primary' },
    VCard: { flat: true, rounded: 'lg' },
    VAlert: { variant: 'tonal', density: 'comfortable' },
    VTooltip: { openDelay: 400 },
  },
};

/** The component library with the theme of the programme. */
export const vuetify = createVuetify(options);
