import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ReportSearch } from './period.ts'

type Props = {
  readonly to: '/report' | '/report/coverage' | '/report/funnel'
  readonly search: ReportSearch
  readonly icon?: ReactNode
  readonly children: string
}

/** Between the report, its funnel and how right it is, for the same days. */
export function CoverageLink({ to, search, icon, children }: Props) {
  return (
    <Text component="span" size="sm" fw={500}>
      <Link to={to} search={search} style={{ color: 'var(--accent-text)' }}>
        <Group component="span" gap={6} wrap="nowrap" display="inline-flex">
          {icon}
          {children}
        </Group>
      </Link>
    </Text>
  )
}
