import { Box, Stack, Text, ThemeIcon, Title } from '@mantine/core'
import type { ReactNode } from 'react'

type Props = {
  readonly icon: ReactNode
  readonly title: string
  readonly next: string
  readonly children?: ReactNode
}

/** Nothing here yet, and what to do about it. */
export function Empty({ icon, title, next, children }: Props) {
  return (
    <Stack align="center" gap="sm" py={40} px="md" ta="center">
      <ThemeIcon size={48} radius="xl" variant="light" aria-hidden="true">
        {icon}
      </ThemeIcon>
      <Title order={3}>{title}</Title>
      <Text c="dimmed" maw={440}>
        {next}
      </Text>
      {children && <Box mt="xs">{children}</Box>}
    </Stack>
  )
}
