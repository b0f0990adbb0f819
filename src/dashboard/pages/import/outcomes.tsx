import { Alert, Badge, Button, Center, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconDownload } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ImportSummary,
  type Outcome,
  outcomeColumns,
  type OutcomeKind,
  outcomeRow,
  tellError,
} from '../../../links/import/outcome.ts'
import { csvRow } from '../../../http/lines.ts'
import { AnswerCard } from '../../parts/answer-card.tsx'
import { csvFileOf } from '../../parts/csv.ts'
import { useFormat } from '../../parts/format.ts'
import { saveFile } from '../../parts/save-file.ts'
import type { Imported } from '../../queries/import.ts'

const shownAtOnce = 50

/** What became of each row, refused ones first. */
export function Outcomes({ imported: { outcomes, summary } }: { readonly imported: Imported }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<OutcomeKind | 'all'>('all')
  const [shown, setShown] = useState(shownAtOnce)
  const sorted = useMemo(() => outcomes.toSorted((a, b) => rank(a) - rank(b) || a.row - b.row), [outcomes])
  const chosen = kind === 'all' ? sorted : sorted.filter(({ outcome }) => outcome === kind)
  return (
    <AnswerCard answer={outcomes}>
      <Stack gap="md">
        <Summary summary={summary} outcomes={outcomes} />
        <Kinds
          summary={summary}
          kind={kind}
          onChange={(next) => {
            setKind(next)
            setShown(shownAtOnce)
          }}
        />
        <Stack gap={0} component="ul" style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {chosen.slice(0, shown).map((outcome) => (
            <OutcomeRow key={outcome.row} outcome={outcome} dryRun={summary.dryRun} />
          ))}
        </Stack>
        {chosen.length === 0 && <Text c="dimmed">{t('import.outcomes.none')}</Text>}
        {chosen.length > shown && (
          <Center>
            <Button variant="default" onClick={() => setShown(shown + 4 * shownAtOnce)}>
              {t('import.outcomes.more')}
            </Button>
          </Center>
        )}
      </Stack>
    </AnswerCard>
  )
}

function Summary({ summary, outcomes }: { readonly summary: ImportSummary; readonly outcomes: readonly Outcome[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { dryRun, rows, created } = summary
  const bad = summary.invalid + summary.slugTaken
  const color = bad > 0 ? 'orange' : 'trail'
  const counts = { rows: format.count(rows), created: format.count(created), bad: format.count(bad) }
  return (
    <Alert color={color} icon={<IconCircleCheck size={20} />} role="status">
      <Group justify="space-between" gap="sm">
        <div style={{ flex: '1 1 16rem' }}>
          <Text size="sm" fw={600}>
            {t(dryRun ? 'import.summary.tried' : 'import.summary.done', counts)}
          </Text>
          <Text size="sm">
            {bad > 0 && `${t('import.summary.bad', counts)} `}
            {t(dryRun ? 'import.summary.nothingStored' : 'import.summary.again')}
          </Text>
        </div>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => saveOutcomes(outcomes)}
          >
            {t('import.summary.download')}
          </Button>
          {!dryRun && created > 0 && (
            <Button size="xs" renderRoot={(props) => <Link to="/links/all" {...props} />}>
              {t('import.summary.see')}
            </Button>
          )}
        </Group>
      </Group>
    </Alert>
  )
}

type KindsProps = {
  readonly summary: ImportSummary
  readonly kind: OutcomeKind | 'all'
  readonly onChange: (kind: OutcomeKind | 'all') => void
}

function Kinds({ summary, kind, onChange }: KindsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const counted = [
    ['all', summary.rows],
    ['invalid', summary.invalid],
    ['slug-taken', summary.slugTaken],
    ['unchanged', summary.unchanged],
    ['created', summary.created],
  ] as const
  const data = counted.filter(([value, count]) => value === 'all' || count > 0)
  return (
    <div style={{ overflowX: 'auto' }}>
      <SegmentedControl
        aria-label={t('import.outcomes.show')}
        data={data.map(([value, count]) => ({
          value,
          label: `${value === 'all' ? t('import.outcomes.all') : t(`import.outcome.${value}`)} ${format.count(count)}`,
        }))}
        value={kind}
        onChange={(value) => onChange(counted.find(([one]) => one === value)?.[0] ?? 'all')}
      />
    </div>
  )
}

function OutcomeRow({ outcome: one, dryRun }: { readonly outcome: Outcome; readonly dryRun: boolean }) {
  const { t } = useTranslation()
  const isWould = dryRun && one.outcome === 'created'
  return (
    <Group
      component="li"
      gap="sm"
      py="xs"
      align="flex-start"
      style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}
    >
      <Text size="sm" c="dimmed" w={88}>
        {t('import.outcomes.line', { line: one.line })}
      </Text>
      <Badge variant="light" color={colors[one.outcome]} miw={120}>
        {t(isWould ? 'import.outcome.would' : `import.outcome.${one.outcome}`)}
      </Badge>
      <div style={{ flex: '1 1 16rem', minWidth: 0 }}>
        {one.shortUrl !== null && (
          <Text size="sm" className="break">
            {one.shortUrl}
          </Text>
        )}
        {[...one.errors.map(tellError), ...one.notes].map((text) => (
          <Text key={text} size="sm" className="break">
            {text}
          </Text>
        ))}
      </div>
    </Group>
  )
}

const colors = { created: 'trail', unchanged: 'gray', 'slug-taken': 'orange', invalid: 'red' } as const

function rank({ outcome }: Outcome): number {
  return ['invalid', 'slug-taken', 'created', 'unchanged'].indexOf(outcome)
}

function saveOutcomes(outcomes: readonly Outcome[]): void {
  saveFile(csvFileOf([csvRow(outcomeColumns), ...outcomes.map(outcomeRow)]), 'import-outcomes.csv')
}
