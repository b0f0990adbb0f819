import {
  Alert,
  Button,
  Card,
  Code,
  createTheme,
  type CSSVariablesResolver,
  InputWrapper,
  type MantineColorsTuple,
  Modal,
  PasswordInput,
  Select,
  Tabs,
  TextInput,
} from '@mantine/core'

/** The one accent: white on shade 7 and shade 7 on the page both pass WCAG AA. */
const trail: MantineColorsTuple = [
  '#e8f6f1',
  '#d2ebe2',
  '#a6d8c8',
  '#77c4ac',
  '#4db293',
  '#30a381',
  '#178d6d',
  '#0b775b',
  '#06634b',
  '#034f3c',
]

/** Mantine's, but for the last: text on a light badge has to pass AA. */
const orange: MantineColorsTuple = [
  '#fff4e6',
  '#ffe8cc',
  '#ffd8a8',
  '#ffc078',
  '#ffa94d',
  '#ff922b',
  '#fd7e14',
  '#f76707',
  '#e8590c',
  '#93370d',
]

const dark: MantineColorsTuple = [
  '#d8dbde',
  '#b7bcc1',
  '#8f959c',
  '#6c727a',
  '#454a51',
  '#33383f',
  '#262a30',
  '#1c1f24',
  '#15171b',
  '#0f1114',
]

const sans =
  'Inter, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", "Noto Sans", sans-serif'

export const theme = createTheme({
  primaryColor: 'trail',
  primaryShade: 7,
  colors: { trail, dark, orange },
  fontFamily: sans,
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Noto Sans Mono", monospace',
  headings: {
    fontFamily: sans,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.625rem', lineHeight: '1.25' },
      h2: { fontSize: '1.1875rem', lineHeight: '1.35' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  cursorType: 'pointer',
  components: {
    Alert: Alert.extend({
      defaultProps: { variant: 'light', radius: 'lg' },
      styles: { title: { color: 'var(--mantine-color-text)' }, message: { color: 'var(--mantine-color-text)' } },
      vars: (_theme, { color }) => ({ root: { '--alert-bg': washes[color ?? ''] ?? 'var(--accent-wash)' } }),
    }),
    Code: Code.extend({ styles: { root: { background: 'var(--wash)' } } }),
    InputWrapper: InputWrapper.extend({ styles: { label: { marginBottom: 4, fontWeight: 600 } } }),
    Button: Button.extend({ defaultProps: { radius: 'md' } }),
    Card: Card.extend({ defaultProps: { withBorder: true, radius: 'lg', padding: 'lg' } }),
    Modal: Modal.extend({
      defaultProps: { radius: 'lg', centered: true, padding: 'lg' },
      styles: { title: { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' } },
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'md' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'md' } }),
    Select: Select.extend({ defaultProps: { size: 'md', allowDeselect: false } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
  },
})

const washes: Readonly<Record<string, string>> = {
  yellow: 'var(--warn-wash)',
  red: 'var(--error-wash)',
  gray: 'var(--wash)',
}

/** Mantine's own dimmed and placeholder greys miss AA on white and on our dark cards. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1b1f23',
    '--mantine-color-dimmed': '#5b636b',
    '--mantine-color-placeholder': '#757c84',
    '--mantine-color-error': '#b42318',
    '--canvas': '#f6f6f2',
    '--card': '#ffffff',
    '--line': '#e3e3dc',
    '--wash': '#f1f2ee',
    '--accent-text': '#06634b',
    '--accent-wash': '#e8f6f1',
    '--warn-wash': '#fcf3dc',
    '--error-wash': '#fdecea',
  },
  dark: {
    '--mantine-color-text': '#e3e6e9',
    '--mantine-color-dimmed': '#a4abb2',
    '--mantine-color-placeholder': '#8b929a',
    '--mantine-color-error': '#ff8a80',
    '--canvas': '#121417',
    '--card': '#1b1e23',
    '--line': '#31363d',
    '--wash': '#23272c',
    '--accent-text': '#77c4ac',
    '--accent-wash': '#16302a',
    '--warn-wash': '#332a14',
    '--error-wash': '#3a1d1b',
  },
})
