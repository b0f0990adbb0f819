import { Checkbox, ColorInput, SimpleGrid, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import { ContrastWords } from './contrast-words.tsx'
import type { StyleProps } from './style-props.ts'

const darkSwatches = ['#000000', '#1b1f23', '#0b775b', '#1f4e79', '#5b3a8c', '#8a2f4b', '#9a3d12']
const lightSwatches = ['#ffffff', '#fff8e7', '#e8f6f1', '#e7f0fa', '#f3ecfb', '#fdecea']

/** The two colours, and whether a scanner tells them apart. */
export function ColourFields({ style, onChange, error }: StyleProps) {
  const { t } = useTranslation()
  const isOpen = style.light === 'transparent'
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <ColorInput
          label={t('qr.field.dark')}
          size="md"
          format="hex"
          swatches={darkSwatches}
          eyeDropperButtonProps={{ 'aria-label': t('qr.field.pickColour') }}
          value={style.dark}
          onChange={(dark) => onChange({ ...style, dark })}
          error={fieldError(error, 'dark')}
        />
        <ColorInput
          label={t('qr.field.light')}
          size="md"
          format="hex"
          swatches={lightSwatches}
          eyeDropperButtonProps={{ 'aria-label': t('qr.field.pickColour') }}
          disabled={isOpen}
          value={isOpen ? '' : style.light}
          onChange={(light) => onChange({ ...style, light })}
          error={fieldError(error, 'light')}
        />
      </SimpleGrid>
      <Checkbox
        label={t('qr.field.transparent')}
        checked={isOpen}
        onChange={(event) => onChange({ ...style, light: event.currentTarget.checked ? 'transparent' : '#ffffff' })}
      />
      <ContrastWords dark={style.dark} light={style.light} />
    </Stack>
  )
}
