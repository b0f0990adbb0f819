import { Box, Select, SimpleGrid, Slider, Stack, Switch, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { fieldError } from '../../problem.ts'
import type { QrStyle } from '../../queries/qr.ts'
import { ColourFields } from './colour-fields.tsx'
import type { StyleProps } from './style-props.ts'
import { WholeNumber } from './whole-number.tsx'

type Props = StyleProps & {
  readonly hasLogo: boolean
  /** What to do without a logo. */
  readonly noLogo: ReactNode
}

/** Everything about how a code looks. */
export function StyleFields({ style, onChange, error, hasLogo, noLogo }: Props) {
  return (
    <Stack gap="md">
      <ColourFields style={style} onChange={onChange} error={error} />
      <Measures style={style} onChange={onChange} error={error} />
      <Level style={style} onChange={onChange} error={error} />
      {hasLogo ? (
        <LogoFields style={style} onChange={onChange} error={error} />
      ) : (
        <Text size="sm" c="dimmed">
          {noLogo}
        </Text>
      )}
    </Stack>
  )
}

function Measures({ style, onChange, error }: StyleProps) {
  const { t } = useTranslation()
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
      <WholeNumber
        label={t('qr.field.size')}
        description={t('qr.field.sizeHint')}
        min={64}
        max={2048}
        step={64}
        suffix=" px"
        value={style.size}
        onChange={(size) => onChange({ ...style, size })}
        error={fieldError(error, 'size')}
      />
      <WholeNumber
        label={t('qr.field.margin')}
        description={style.margin < 4 ? t('qr.field.marginNarrow') : t('qr.field.marginHint')}
        min={0}
        max={16}
        value={style.margin}
        onChange={(margin) => onChange({ ...style, margin })}
        error={fieldError(error, 'margin')}
      />
    </SimpleGrid>
  )
}

const levels = ['L', 'M', 'Q', 'H'] as const satisfies readonly QrStyle['level'][]

function Level({ style, onChange, error }: StyleProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={t('qr.field.level')}
      description={t('qr.field.levelHint')}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      data={levels.map((value) => ({ value, label: t(`qr.level.${value}`) }))}
      value={style.level}
      onChange={(value) => onChange({ ...style, level: levels.find((level) => level === value) ?? style.level })}
      error={fieldError(error, 'level')}
    />
  )
}

function LogoFields({ style, onChange, error }: StyleProps) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs">
      <Switch
        label={t('qr.field.logo')}
        checked={style.logo}
        onChange={(event) => onChange({ ...style, logo: event.currentTarget.checked })}
        error={fieldError(error, 'logo')}
      />
      {style.logo && (
        <Box>
          <Text size="sm">
            {t('qr.field.logoPercent')}: {t('qr.field.logoPercentOf', { percent: style.logoPercent })}
          </Text>
          <Slider
            min={5}
            max={20}
            label={null}
            thumbLabel={t('qr.field.logoPercent')}
            value={style.logoPercent}
            onChange={(logoPercent) => onChange({ ...style, logoPercent })}
          />
        </Box>
      )}
    </Stack>
  )
}
