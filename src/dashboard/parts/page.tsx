import { Box, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

type Props = {
  readonly title: string
  readonly lead?: string
  readonly actions?: ReactNode
  /** A link to the page that this one belongs to. */
  readonly back?: ReactNode
  readonly children: ReactNode
}

/** The frame of every page: its name, one sentence on what it answers, what can be done at the right. */
export function Page({ title, lead, actions, back, children }: Props) {
  useDocumentTitle(`${title} · Tilltrail`)
  return (
    <Stack gap="xl">
      <Group justify="space-between" align="flex-end" gap="md">
        <Box maw={640}>
          {back && <Box mb="xs">{back}</Box>}
          <Title order={1}>{title}</Title>
          {lead && (
            <Text c="dimmed" mt={6}>
              {lead}
            </Text>
          )}
        </Box>
        {actions}
      </Group>
      {children}
    </Stack>
  )
}
