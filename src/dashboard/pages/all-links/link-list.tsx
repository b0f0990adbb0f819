import { Button, Card, Checkbox, Group, Skeleton, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../parts/empty.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { type LinkFilter, linksQuery, type ListedLink } from '../../queries/all-links.ts'
import { LinkRow } from './link-row.tsx'
import classes from './link-row.module.css'

/** What is ticked, by its id, also on other pages. */
export type Selected = ReadonlyMap<string, ListedLink>

type Props = {
  readonly filter: LinkFilter
  readonly selected: Selected
  readonly onSelect: (selected: Selected) => void
  readonly onOpen: (id: string) => void
  readonly onTag: (tag: string) => void
}

/** One page of links at a time, however many there are. */
export function LinkList({ filter, selected, onSelect, onOpen, onTag }: Props) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [cursors, setCursors] = useState<readonly string[]>([''])
  const { data, error, isPending, refetch } = useQuery(linksQuery(shopId, filter, cursors.at(-1) ?? ''))
  const items = data?.items ?? []
  const isFiltered = Object.entries(filter).some(([name, value]) => name !== 'sort' && value !== undefined)
  const ofPage = items.filter(({ id }) => selected.has(id)).length
  const choose = (links: readonly ListedLink[], isChosen: boolean) => {
    const changed = new Map(selected)
    for (const link of links)
      if (isChosen) changed.set(link.id, link)
      else changed.delete(link.id)
    onSelect(changed)
  }
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />
  if (isPending) return <Skeleton height={420} radius="lg" />
  return (
    <Card padding={0} component="section" aria-label={t('allLinks.title')}>
      {items.length === 0 ? (
        <Empty
          icon={<IconLink size={24} />}
          title={isFiltered ? t('allLinks.empty.none') : t('allLinks.empty.title')}
          next={isFiltered ? t('allLinks.empty.noneNext') : t('allLinks.empty.next')}
        />
      ) : (
        <div className={classes.head}>
          <Checkbox
            label={t('allLinks.selectAll')}
            checked={ofPage === items.length}
            indeterminate={ofPage > 0 && ofPage < items.length}
            onChange={(event) => choose(items, event.currentTarget.checked)}
          />
        </div>
      )}
      {items.map((link) => (
        <LinkRow
          key={link.id}
          link={link}
          isSelected={selected.has(link.id)}
          onSelect={(isChosen) => choose([link], isChosen)}
          onOpen={() => onOpen(link.id)}
          onTag={onTag}
        />
      ))}
      <Pager cursors={cursors} next={data?.nextCursor ?? null} onChange={setCursors} />
    </Card>
  )
}

type PagerProps = {
  readonly cursors: readonly string[]
  readonly next: string | null
  readonly onChange: (cursors: readonly string[]) => void
}

function Pager({ cursors, next, onChange }: PagerProps) {
  const { t } = useTranslation()
  if (cursors.length === 1 && next === null) return null
  return (
    <Group component="nav" justify="space-between" p="md" aria-label={t('allLinks.pages')}>
      <Button
        variant="default"
        leftSection={<IconChevronLeft size={16} />}
        disabled={cursors.length === 1}
        onClick={() => onChange(cursors.slice(0, -1))}
      >
        {t('allLinks.newer')}
      </Button>
      <Text size="sm" c="dimmed" role="status">
        {t('allLinks.page', { number: cursors.length })}
      </Text>
      <Button
        variant="default"
        rightSection={<IconChevronRight size={16} />}
        disabled={next === null}
        onClick={() => next !== null && onChange([...cursors, next])}
      >
        {t('allLinks.older')}
      </Button>
    </Group>
  )
}
