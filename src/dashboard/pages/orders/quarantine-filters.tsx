import { Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShop } from '../../parts/shop.tsx'
import { type QuarantineAsked, quarantineCountsQuery, quarantineStates } from '../../queries/quarantine.ts'

type Props = { readonly value: QuarantineAsked; readonly onChange: (asked: QuarantineAsked) => void }

/** Which of the quarantine: by what stands in it, by reason with how many wait, and by what became of it. */
export function QuarantineFilters({ value, onChange }: Props) {
  const { t } = useTranslation()
  const { id } = useShop()
  const { data: counts } = useQuery(quarantineCountsQuery(id))
  const [text, setText] = useState(value.q)
  const search = useDebouncedCallback((q: string) => onChange({ ...value, q: q.trim() }), 300)
  const reasons = counts?.reasons ?? []
  const options = reasons.map(({ reason, waiting }) => ({
    value: reason,
    label: t('quarantine.reasonWith', { reason: t(`quarantine.reason.${reason}`), count: waiting }),
  }))
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label={t('quarantine.search')}
        placeholder={t('quarantine.searchHint')}
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={text}
        maxLength={200}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value)
          search(currentTarget.value)
        }}
        style={{ flex: '1 1 14rem' }}
      />
      <Select
        label={t('quarantine.reasonLabel')}
        placeholder={t('quarantine.anyReason')}
        data={options}
        value={value.reason === '' ? null : value.reason}
        clearable
        onChange={(chosen) =>
          onChange({ ...value, reason: reasons.find(({ reason }) => reason === chosen)?.reason ?? '' })
        }
        style={{ flex: '1 1 14rem' }}
      />
      <SegmentedControl
        maw="100%"
        aria-label={t('quarantine.state.label')}
        value={value.state}
        onChange={(chosen) =>
          onChange({ ...value, state: quarantineStates.find((one) => one === chosen) ?? 'waiting' })
        }
        data={quarantineStates.map((one) => ({ value: one, label: t(`quarantine.state.${one}`) }))}
      />
    </Group>
  )
}
