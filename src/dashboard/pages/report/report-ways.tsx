import { Anchor, Group } from '@mantine/core'
import { IconCoins, IconFilter, IconShieldCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CoverageLink } from './coverage-link.tsx'
import type { ReportSearch } from './period.ts'

/** To the funnel and to how right the report is, for the same days, and to what it cost. */
export function ReportWays({ search }: { readonly search: ReportSearch }) {
  const { t } = useTranslation()
  return (
    <Group component="nav" gap="lg" aria-label={t('report.ways.label')}>
      <CoverageLink to="/report/funnel" search={search} icon={<IconFilter size={16} aria-hidden="true" />}>
        {t('report.ways.funnel')}
      </CoverageLink>
      <CoverageLink to="/report/coverage" search={search} icon={<IconShieldCheck size={16} aria-hidden="true" />}>
        {t('report.ways.coverage')}
      </CoverageLink>
      <Anchor component={Link} to="/costs" size="sm" fw={500}>
        <Group component="span" gap={6} display="inline-flex">
          <IconCoins size={16} aria-hidden="true" />
          {t('report.ways.costs')}
        </Group>
      </Anchor>
    </Group>
  )
}
