import { Card, Skeleton, Table, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../parts/page.tsx'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { type Grouping, groupingQuery } from '../../queries/ga4.ts'
import { TryGa4 } from './try-ga4.tsx'

/** How Google Analytics will sort the visits: to try, the rules, and where our own channels land. */
export function Ga4Page() {
  const { t } = useTranslation()
  const { data, error } = useQuery(groupingQuery)
  return (
    <Page title={t('ga4.title')} lead={t('ga4.lead')}>
      <TryGa4 />
      {error && <ProblemNotice error={error} />}
      {!data && !error && <Skeleton height={320} radius="md" />}
      {data && (
        <>
          <Rules grouping={data} />
          <Channels grouping={data} />
        </>
      )}
    </Page>
  )
}

function Rules({ grouping: { rules, asOf, origin, sources } }: { readonly grouping: Grouping }) {
  const { t } = useTranslation()
  const from = origin === 'built-in' ? t('ga4.builtIn') : t('ga4.loaded', { origin })
  return (
    <Section
      title={t('ga4.rules')}
      text={`${t('ga4.asOf', { day: asOf, from })} ${t('ga4.counts', sources)}`}
      heads={[t('ga4.number'), t('ga4.channel'), t('ga4.when')]}
      wideHead={t('ga4.example')}
    >
      {rules.map(({ rule, channel, why, example }) => (
        <Table.Tr key={rule}>
          <Table.Td className="numbers">{rule}</Table.Td>
          <Table.Td fw={600}>{channel}</Table.Td>
          <Table.Td>{why}</Table.Td>
          <Table.Td c="dimmed" visibleFrom="sm">
            {example.source} / {example.medium}, {example.campaign}
          </Table.Td>
        </Table.Tr>
      ))}
      <Table.Tr>
        <Table.Td>–</Table.Td>
        <Table.Td fw={600}>Unassigned</Table.Td>
        <Table.Td>{t('ga4.nothing')}</Table.Td>
        <Table.Td visibleFrom="sm" />
      </Table.Tr>
    </Section>
  )
}

function Channels({ grouping: { channels } }: { readonly grouping: Grouping }) {
  const { t } = useTranslation()
  return (
    <Section
      title={t('ga4.ours')}
      text={t('ga4.oursText')}
      heads={[t('ga4.ourChannel'), t('ga4.channel'), t('ga4.rule')]}
      wideHead={t('ga4.sourceMedium')}
    >
      {channels.map(({ id, name, source, medium, ga4Channel, rule }) => (
        <Table.Tr key={id}>
          <Table.Td>{name}</Table.Td>
          <Table.Td fw={600}>{ga4Channel}</Table.Td>
          <Table.Td className="numbers">{rule ?? '–'}</Table.Td>
          <Table.Td c="dimmed" visibleFrom="sm">
            {source} / {medium}
          </Table.Td>
        </Table.Tr>
      ))}
    </Section>
  )
}

type SectionProps = {
  readonly title: string
  readonly text: string
  readonly heads: readonly string[]
  /** Of the last column, for which a phone has no room. */
  readonly wideHead: string
  readonly children: ReactNode
}

function Section({ title, text, heads, wideHead, children }: SectionProps) {
  return (
    <Card padding="lg" component="section">
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="md" maw={640}>
        {text}
      </Text>
      <Table verticalSpacing="xs" horizontalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            {heads.map((head) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            <Table.Th visibleFrom="sm">{wideHead}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Card>
  )
}
