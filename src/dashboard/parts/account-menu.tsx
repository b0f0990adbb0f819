import { ActionIcon, Box, Group, Text, Tooltip, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { forgetAll, signOut } from '../queries/session.ts'
import { useSession } from './shop.tsx'

/** Who is signed in, the colour scheme, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation()
  const { user, version } = useSession()
  const queries = useQueryClient()
  const router = useRouter()
  const leaving = useMutation({
    mutationFn: () => signOut(queries),
    onSuccess: async () => {
      await router.navigate({ to: '/sign-in', search: { next: '' } })
      forgetAll(queries)
    },
  })
  return (
    <Group justify="space-between" wrap="nowrap" gap="xs" px={8} pt="md">
      <Box miw={0}>
        <Text size="sm" fw={600} truncate>
          {user?.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {t('shell.version', { version })}
        </Text>
      </Box>
      <Group gap={4} wrap="nowrap">
        <SchemeToggle />
        <Tooltip label={t('shell.signOut')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            aria-label={t('shell.signOut')}
            loading={leaving.isPending}
            onClick={() => leaving.mutate()}
          >
            <IconLogout size={18} stroke={1.7} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Group>
  )
}

const nextScheme = { auto: 'light', light: 'dark', dark: 'auto' } as const
const schemeIcon = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const

export function SchemeToggle() {
  const { t } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const Icon = schemeIcon[colorScheme]
  const label = t(`shell.scheme.${colorScheme}`)
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={34}
        aria-label={label}
        onClick={() => setColorScheme(nextScheme[colorScheme])}
      >
        <Icon size={18} stroke={1.7} />
      </ActionIcon>
    </Tooltip>
  )
}
