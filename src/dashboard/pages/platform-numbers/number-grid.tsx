import { ActionIcon, Alert, Button, Card, Group, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconBellRinging, IconCircleCheck, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ClipboardEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { ChannelIcon } from '../../parts/channel-icon.tsx'
import { channelName } from '../../parts/channel-name.ts'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { keepReadings, type PlatformValue } from '../../queries/platform-numbers.ts'
import { ApiProblem } from '../../problem.ts'
import classes from './number-grid.module.css'
import { cellKey, readingOf, readPasted, readTyped, type Row, valueIn, type Week } from './weeks.ts'

type Props = {
  readonly rows: readonly Row[]
  readonly weeks: readonly Week[]
  readonly values: readonly PlatformValue[]
  readonly onRemove: (row: Row) => void
}

/** One number a cell; what was typed is kept until it is saved. */
export function NumberGrid({ rows, weeks, values, onRemove }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map())
  const queries = useQueryClient()
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map())
  const scroller = useRef<HTMLDivElement>(null)
  // On a phone the newest weeks come first into sight.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollLeft = scroller.current.scrollWidth
  }, [])
  const cells = rows.flatMap((row) => weeks.map((week) => ({ row, week, text: typed.get(cellKey(row, week)) ?? '' })))
  const changed = cells.filter(({ text }) => text.trim() !== '')
  const read = changed.flatMap(({ row, week, text }) => {
    const value = readTyped(text)
    return value === undefined || isBelowZero(row, value) ? [] : [readingOf(shopId, row, week, value)]
  })
  const sent = changed.map(({ row, week }) => cellKey(row, week))
  const saving = useMutation({
    mutationFn: () => keepReadings(read),
    onMutate: () => setRefused(new Map()),
    onError: (error) => setRefused(refusedCells(error, sent)),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['values', shopId] })
      setTyped(new Map())
      notify(t('platformNumbers.saved'), t)
    },
  })
  const paste = (event: ClipboardEvent, at: number, column: number) => {
    const pasted = readPasted(event.clipboardData.getData('text/plain'))
    if (pasted.length === 1 && pasted[0]?.length === 1) return
    event.preventDefault()
    const next = new Map(typed)
    for (const [down, line] of pasted.entries())
      for (const [right, text] of line.entries()) {
        const [row, week] = [rows[at + down], weeks[column + right]]
        if (row && week) next.set(cellKey(row, week), text)
      }
    setTyped(next)
  }
  return (
    <Stack gap="md">
      <Missing rows={rows} weeks={weeks} values={values} />
      <Card padding={0}>
        <div ref={scroller} style={{ overflowX: 'auto' }}>
          <Table className={classes['grid'] ?? ''} verticalSpacing="xs">
            <WeekNames weeks={weeks} />
            <Table.Tbody>
              {rows.map((row, at) => (
                <Table.Tr key={`${row.channel} ${row.metric}`}>
                  <RowName row={row} onRemove={onRemove} />
                  {weeks.map((week, column) => {
                    const key = cellKey(row, week)
                    const text = typed.get(key)
                    return (
                      <Cell
                        key={key}
                        {...{ row, week, at, column }}
                        text={text ?? String(valueIn(values, row, week) ?? '')}
                        wrong={wrongIn(row, text, t) ?? refused.get(key) ?? null}
                        onType={(next) => {
                          setTyped(new Map(typed).set(key, next))
                          setRefused(new Map([...refused].filter(([cell]) => cell !== key)))
                        }}
                        onPaste={(event) => paste(event, at, column)}
                      />
                    )
                  })}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Card>
      {saving.error && <ProblemNotice error={saving.error} />}
      <Group justify="space-between" gap="sm">
        <Text size="sm" c="dimmed" maw={520}>
          {t('platformNumbers.hint')}
        </Text>
        <Button
          disabled={read.length === 0 || read.length < changed.length}
          loading={saving.isPending}
          onClick={() => saving.mutate()}
        >
          {t('platformNumbers.save', { count: read.length })}
        </Button>
      </Group>
    </Stack>
  )
}

/** There are never fewer than none; what came or went may be. */
function isBelowZero({ isStock }: Row, value: number): boolean {
  return isStock && value < 0
}

function wrongIn(row: Row, text: string | undefined, t: TFunction): string | null {
  if (text === undefined || text.trim() === '') return null
  const value = readTyped(text)
  if (value === undefined) return t('platformNumbers.wrong')
  return isBelowZero(row, value) ? t('platformNumbers.belowZero') : null
}

/** The server names the reading by its place in the list (`0.value`), a lone one without. */
function refusedCells(error: unknown, sent: readonly string[]): ReadonlyMap<string, string> {
  if (!(error instanceof ApiProblem)) return new Map()
  return new Map(
    Object.entries(error.fields).flatMap(([field, detail]) => {
      const key = sent[Number(/^(\d+)\./.exec(field)?.[1] ?? 0)]
      return key === undefined ? [] : [[key, detail] as const]
    }),
  )
}

function Missing({ rows, weeks, values }: Pick<Props, 'rows' | 'weeks' | 'values'>) {
  const { t } = useTranslation()
  const last = weeks.findLast(({ isRunning }) => !isRunning)
  const count = last ? rows.filter((row) => valueIn(values, row, last) === undefined).length : 0
  const Icon = count === 0 ? IconCircleCheck : IconBellRinging
  return (
    <Alert color={count === 0 ? 'trail' : 'orange'} icon={<Icon size={20} />} role="status">
      {count === 0 ? t('platformNumbers.complete') : t('platformNumbers.missing', { count })}
    </Alert>
  )
}

function WeekNames({ weeks }: Pick<Props, 'weeks'>) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th className={classes['name'] ?? ''}>{t('platformNumbers.number')}</Table.Th>
        {weeks.map(({ from, isRunning }) => (
          <Table.Th key={from} ta="end">
            {isRunning ? t('platformNumbers.thisWeek') : format.shortDay(from)}
          </Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  )
}

function RowName({ row, onRemove }: { readonly row: Row; readonly onRemove: (row: Row) => void }) {
  const { t } = useTranslation()
  const words = { metric: row.name, channel: channelName(row.channel) }
  return (
    <Table.Th scope="row" className={classes['name'] ?? ''}>
      <Group gap={6} wrap="nowrap" justify="space-between">
        <div>
          <Group gap={6} wrap="nowrap">
            <ChannelIcon channel={row.channel} size={16} />
            <Text size="sm" fw={600}>
              {row.name}
            </Text>
          </Group>
          <Text size="xs" c="dimmed" fw={400}>
            {words.channel} · {t(row.isStock ? 'platformNumbers.stock' : 'platformNumbers.flow')}
          </Text>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          tabIndex={-1}
          aria-label={t('platformNumbers.remove', words)}
          onClick={() => onRemove(row)}
        >
          <IconX size={14} />
        </ActionIcon>
      </Group>
    </Table.Th>
  )
}

type CellProps = {
  readonly row: Row
  readonly week: Week
  readonly at: number
  readonly column: number
  readonly text: string
  readonly wrong: string | null
  readonly onType: (text: string) => void
  readonly onPaste: (event: ClipboardEvent) => void
}

function Cell({ row, week, at, column, text, wrong, onType, onPaste }: CellProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = { channel: channelName(row.channel), metric: row.name, day: format.shortDay(week.from) }
  return (
    <Table.Td className={classes['cell'] ?? ''}>
      <TextInput
        size="sm"
        inputMode="decimal"
        aria-label={t('platformNumbers.cell', words)}
        data-cell={`${at}-${column}`}
        value={text}
        error={wrong}
        onChange={(event) => onType(event.currentTarget.value)}
        onPaste={onPaste}
        onKeyDown={(event) => moveDown(event, at, column)}
      />
    </Table.Td>
  )
}

/** Enter goes to the row below, the last one to the first of the next week. */
function moveDown(event: KeyboardEvent<HTMLInputElement>, at: number, column: number): void {
  if (event.key !== 'Enter') return
  event.preventDefault()
  const table = event.currentTarget.closest('table')
  const below =
    table?.querySelector(`[data-cell="${at + 1}-${column}"]`) ?? table?.querySelector(`[data-cell="0-${column + 1}"]`)
  if (below instanceof HTMLInputElement) below.select()
}
