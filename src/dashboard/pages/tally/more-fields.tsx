import { Collapse, NumberInput, SegmentedControl, Stack, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShopDay } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import type { EntryFields } from './entry-fields.ts'

type Props = {
  readonly fields: EntryFields
  readonly change: (some: Partial<EntryFields>) => void
  readonly error: unknown
}

/** What most orders don't need, folded away. */
export function MoreFields({ fields, change, error }: Props) {
  const { t } = useTranslation()
  const [isOpen, fold] = useDisclosure(false)
  const id = useId()
  const isNeeded = ['orders', 'day', 'orderId', 'note'].some((field) => fieldError(error, field) !== undefined)
  const isShown = isOpen || isNeeded
  return (
    <div>
      <UnstyledButton onClick={fold.toggle} aria-expanded={isShown} aria-controls={id} c="dimmed" fz="sm" mih={32}>
        {isShown ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />} {t(isShown ? 'hand.less' : 'hand.more')}
      </UnstyledButton>
      <Collapse expanded={isShown} id={id}>
        <Stack gap="md" mt="sm">
          <NumberInput
            size="md"
            label={t('hand.orders')}
            description={t('hand.ordersHint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            inputMode="numeric"
            min={1}
            max={500}
            clampBehavior="blur"
            allowDecimal={false}
            value={fields.orders}
            onChange={(orders) => change({ orders: Math.max(1, Number(orders) || 1) })}
            error={fieldError(error, 'orders')}
          />
          <DayField {...{ fields, change, error }} />
          {fields.orders === 1 && (
            <TextInput
              size="md"
              label={t('hand.number')}
              description={t('hand.numberHint')}
              inputWrapperOrder={['label', 'input', 'error', 'description']}
              maxLength={128}
              autoComplete="off"
              value={fields.orderId}
              onChange={(event) => change({ orderId: event.currentTarget.value })}
              error={fieldError(error, 'orderId')}
            />
          )}
          <TextInput
            size="md"
            label={t('hand.note')}
            description={t('hand.noteHint')}
            inputWrapperOrder={['label', 'input', 'error', 'description']}
            maxLength={200}
            autoComplete="off"
            value={fields.note}
            onChange={(event) => change({ note: event.currentTarget.value })}
            error={fieldError(error, 'note')}
          />
        </Stack>
      </Collapse>
    </div>
  )
}

function DayField({ fields, change, error }: Props) {
  const { t } = useTranslation()
  const day = useShopDay()
  const label = useId()
  const [isOther, setIsOther] = useState(false)
  const known = fields.day === day(0) ? 'today' : fields.day === day(1) ? 'yesterday' : 'other'
  const chosen = isOther ? 'other' : known
  const choose = (value: string) => {
    setIsOther(value === 'other')
    if (value !== 'other') change({ day: day(value === 'today' ? 0 : 1) })
  }
  return (
    <Stack gap={4}>
      <Text size="md" fw={500} id={label}>
        {t('hand.day.label')}
      </Text>
      <SegmentedControl
        aria-labelledby={label}
        size="md"
        fullWidth
        value={chosen}
        onChange={choose}
        data={(['today', 'yesterday', 'other'] as const).map((one) => ({ value: one, label: t(`hand.day.${one}`) }))}
      />
      {chosen === 'other' && (
        <TextInput
          type="date"
          size="md"
          aria-label={t('hand.day.date')}
          max={day(0)}
          value={fields.day}
          onChange={(event) => event.currentTarget.value !== '' && change({ day: event.currentTarget.value })}
          error={fieldError(error, 'day')}
        />
      )}
    </Stack>
  )
}
