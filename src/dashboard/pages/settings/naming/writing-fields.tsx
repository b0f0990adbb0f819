import { Checkbox, NumberInput, Radio, SegmentedControl, SimpleGrid, Stack, Switch, Text } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { requirableFields } from '../../../../links/naming.ts'
import { fieldError } from '../../../problem.ts'
import type { RulesField } from './rules-field.ts'

const separators = ['-', '_', '.'] as const
const letters = ['keep', 'ascii'] as const

/** How names are spelt, and which there must be. */
export function WritingFields({ rules, onChange, error }: RulesField) {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        <Separator value={rules.separator} onChange={(separator) => onChange({ separator })} />
        <NumberInput
          size="md"
          label={t('naming.writing.maxLength')}
          description={t('naming.writing.maxLengthHint')}
          min={1}
          max={100}
          allowDecimal={false}
          value={rules.maxLength}
          onChange={(value) => onChange({ maxLength: Number(value) })}
          error={fieldError(error, 'maxLength')}
        />
      </SimpleGrid>
      <Switch
        size="md"
        label={t('naming.writing.lowerCase')}
        description={t('naming.writing.lowerCaseHint')}
        checked={rules.lowerCase}
        onChange={(event) => onChange({ lowerCase: event.currentTarget.checked })}
      />
      <Radio.Group
        size="md"
        label={t('naming.writing.letters')}
        value={rules.letters}
        onChange={(value) => onChange({ letters: letters.find((one) => one === value) ?? 'keep' })}
      >
        <Stack gap="sm" mt="xs">
          {letters.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`naming.writing.${value}.name`)}
              description={t(`naming.writing.${value}.text`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        size="md"
        label={t('naming.writing.required')}
        description={t('naming.writing.requiredHint')}
        value={[...rules.required]}
        onChange={(values) => onChange({ required: requirableFields.filter((field) => values.includes(field)) })}
        error={fieldError(error, 'required')}
      >
        <Stack gap="sm" mt="sm">
          {requirableFields.map((field) => (
            <Checkbox key={field} value={field} label={t(`naming.field.${field}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Stack>
  )
}

type SeparatorProps = {
  readonly value: (typeof separators)[number]
  readonly onChange: (value: (typeof separators)[number]) => void
}

function Separator({ value, onChange }: SeparatorProps) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div>
      <Text id={id} fw={600} mb={2}>
        {t('naming.writing.separator')}
      </Text>
      <Text size="sm" c="dimmed" mb={6}>
        {t('naming.writing.separatorHint')}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        size="md"
        fullWidth
        data={separators.map((one) => ({ value: one, label: `a${one}b` }))}
        value={value}
        onChange={(chosen) => onChange(separators.find((one) => one === chosen) ?? '-')}
      />
    </div>
  )
}
