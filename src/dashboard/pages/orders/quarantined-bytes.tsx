import { Button, Code, Group, SegmentedControl, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type Quarantined, quarantinedQuery } from '../../queries/quarantine.ts'
import { hexLines } from './hex-lines.ts'

/** What was received, as text; opened, also byte for byte, with what came beside it. */
export function QuarantinedBytes({ quarantined: { id, raw } }: { readonly quarantined: Quarantined }) {
  const { t } = useTranslation()
  const [isOpen, setIsOpen] = useState(false)
  const [view, setView] = useState('text')
  const { data, error } = useQuery({ ...quarantinedQuery(id), enabled: isOpen })
  const isHex = isOpen && view === 'hex'
  const beside = Object.entries(data?.envelope ?? {})
  return (
    <>
      <Code
        block
        mt="sm"
        mah={isOpen ? 420 : 160}
        tabIndex={0}
        aria-label={t('quarantine.raw')}
        style={{ whiteSpace: isHex ? 'pre' : 'pre-wrap', overflowWrap: 'anywhere', overflow: 'auto' }}
      >
        {isHex ? hexLines(data?.hex ?? '') : raw}
      </Code>
      {error && <ProblemNotice error={error} />}
      {isOpen && data && (
        <Text size="xs" c="dimmed" mt={6} className="break">
          {t('quarantine.bytes', { count: data.bytes })}
          {beside.map(([name, value]) => ` · ${t('quarantine.beside', { name, value })}`)}
        </Text>
      )}
      <Group gap="sm" mt={6}>
        <Button variant="subtle" size="compact-xs" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? t('quarantine.less') : t('quarantine.open')}
        </Button>
        {isOpen && (
          <SegmentedControl
            size="xs"
            aria-label={t('quarantine.view.label')}
            value={view}
            onChange={setView}
            data={['text', 'hex'].map((one) => ({
              value: one,
              label: one === 'hex' ? t('quarantine.view.hex') : t('quarantine.view.text'),
            }))}
          />
        )}
      </Group>
    </>
  )
}
