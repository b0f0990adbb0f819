import { Anchor, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import {
  IconArrowsSplit,
  IconBookmark,
  IconClockQuestion,
  IconCoins,
  IconFileText,
  IconFilter,
  IconFlask2,
  IconLayoutGrid,
  IconMessageQuestion,
  IconScale,
  IconShieldCheck,
  IconStairsUp,
  IconTelescope,
  IconTrophy,
  type TablerIcon,
} from '@tabler/icons-react'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './report-ways.module.css'

/** What one wants to know: what sold · how right it is · would it have sold anyway · what to make of it. */
const groups = ['sold', 'right', 'anyway', 'use'] as const

type Way = {
  readonly to: LinkProps['to']
  readonly icon: TablerIcon
  readonly label: string
  /** One line: the question it answers. */
  readonly hint: string
  readonly group: (typeof groups)[number]
  /** Stands above the report too: the few that are opened most. */
  readonly isFirst?: true
}

/** Reports that answer one question each, in the order in which they are asked. */
const ways = [
  {
    to: '/report/funnel',
    icon: IconFilter,
    label: 'report.ways.funnel',
    hint: 'report.hints.funnel',
    group: 'sold',
    isFirst: true,
  },
  {
    to: '/report/insights',
    icon: IconClockQuestion,
    label: 'report.ways.insights',
    hint: 'report.hints.insights',
    group: 'sold',
  },
  {
    to: '/report/ranking',
    icon: IconTrophy,
    label: 'report.ways.ranking',
    hint: 'report.hints.ranking',
    group: 'sold',
  },
  {
    to: '/report/coverage',
    icon: IconShieldCheck,
    label: 'report.ways.coverage',
    hint: 'report.hints.coverage',
    group: 'right',
    isFirst: true,
  },
  {
    to: '/report/models',
    icon: IconArrowsSplit,
    label: 'report.ways.models',
    hint: 'report.hints.models',
    group: 'right',
  },
  {
    to: '/report/know',
    icon: IconTelescope,
    label: 'report.ways.know',
    hint: 'report.hints.know',
    group: 'right',
  },
  {
    to: '/report/why',
    icon: IconScale,
    label: 'report.ways.why',
    hint: 'report.hints.why',
    group: 'right',
  },
  {
    to: '/report/evidence',
    icon: IconStairsUp,
    label: 'report.ways.evidence',
    hint: 'report.hints.evidence',
    group: 'anyway',
  },
  {
    to: '/survey',
    icon: IconMessageQuestion,
    label: 'report.ways.survey',
    hint: 'report.hints.survey',
    group: 'anyway',
  },
  {
    to: '/experiments',
    icon: IconFlask2,
    label: 'report.ways.experiments',
    hint: 'report.hints.experiments',
    group: 'anyway',
  },
  {
    to: '/costs',
    icon: IconCoins,
    label: 'report.ways.costs',
    hint: 'report.hints.costs',
    group: 'use',
    isFirst: true,
  },
  {
    to: '/leader',
    icon: IconFileText,
    label: 'leader.title',
    hint: 'leader.hint',
    group: 'use',
  },
  {
    to: '/views',
    icon: IconBookmark,
    label: 'report.ways.views',
    hint: 'report.hints.views',
    group: 'use',
  },
] as const satisfies readonly Way[]

/** To the reports that are opened most, for the same days and filters where they have them. */
export function ReportWays() {
  const { t } = useTranslation()
  return (
    <Group component="nav" gap="lg" aria-label={t('report.ways.label')}>
      {ways
        .filter((way) => 'isFirst' in way)
        .map(({ to, icon: Icon, label }) => (
          <Anchor key={to} component={Link} to={to} search={true} size="sm" fw={500}>
            <Group component="span" gap={6} display="inline-flex">
              <Icon size={16} aria-hidden="true" />
              {t(label)}
            </Group>
          </Anchor>
        ))}
      <Anchor href="#all-reports" size="sm" fw={500}>
        <Group component="span" gap={6} display="inline-flex">
          <IconLayoutGrid size={16} aria-hidden="true" />
          {t('report.ways.all')}
        </Group>
      </Anchor>
    </Group>
  )
}

/** To all of them, with the question each answers. */
export function AllReportWays() {
  const { t } = useTranslation()
  return (
    <Stack component="nav" id="all-reports" gap="lg" aria-label={t('report.ways.more')}>
      {groups.map((group) => (
        <section key={group}>
          <Title order={2} size="h4" mb="sm">
            {t(`report.groups.${group}`)}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
            {ways
              .filter((way) => way.group === group)
              .map((way) => (
                <WayCard key={way.to} way={way} />
              ))}
          </SimpleGrid>
        </section>
      ))}
    </Stack>
  )
}

function WayCard({ way: { to, icon: Icon, label, hint } }: { readonly way: (typeof ways)[number] }) {
  const { t } = useTranslation()
  return (
    <Link to={to} search={true} className={classes.way ?? ''}>
      <Icon size={20} aria-hidden="true" className={classes.icon ?? ''} />
      <span>
        <Text span display="block" fw={600} size="sm">
          {t(label)}
        </Text>
        <Text span display="block" size="xs" c="dimmed" mt={2}>
          {t(hint)}
        </Text>
      </span>
    </Link>
  )
}
