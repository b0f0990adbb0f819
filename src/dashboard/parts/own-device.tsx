import { Anchor, Box, Button, Card, Code, Group, Stack, Switch, Text, Title } from '@mantine/core'
import { IconDevices } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { makeOwnDeviceLink, ownDeviceQuery, setOwnDevice } from '../queries/clicks.ts'
import { CopyButton } from './copy-button.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { useSession } from './shop.tsx'

/** Own clicks are left out: by a cookie on the short domain, here or on another device. */
export function OwnDevice() {
  const { t } = useTranslation()
  const { publicUrl } = useSession()
  const isShortDomain = new URL(publicUrl).host === window.location.host
  return (
    <Card component="section" padding="xl">
      <Title order={2}>{t('ownDevice.title')}</Title>
      <Text size="sm" c="dimmed" mt={4} mb="lg" maw={620}>
        {t('ownDevice.lead')}
      </Text>
      <Stack gap="lg">
        {isShortDomain && <ThisDevice />}
        <OtherDevice isShortDomain={isShortDomain} host={new URL(publicUrl).host} />
      </Stack>
    </Card>
  )
}

function ThisDevice() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { data, error } = useQuery(ownDeviceQuery)
  const setting = useMutation({
    mutationFn: setOwnDevice,
    onSuccess: (answered) => queries.setQueryData(ownDeviceQuery.queryKey, answered),
  })
  const problem = setting.error ?? error
  return (
    <>
      {problem && <ProblemNotice error={problem} />}
      <Switch
        size="md"
        label={t('ownDevice.this')}
        description={t('ownDevice.thisHint')}
        checked={setting.isPending ? setting.variables : (data?.isOwn ?? false)}
        disabled={!data}
        onChange={(event) => setting.mutate(event.currentTarget.checked)}
      />
    </>
  )
}

/** The cookie belongs to the short domain: from elsewhere, and for a phone, a link leads there. */
function OtherDevice({ isShortDomain, host }: { readonly isShortDomain: boolean; readonly host: string }) {
  const { t } = useTranslation()
  const making = useMutation({ mutationFn: makeOwnDeviceLink })
  const url = making.data?.url
  return (
    <Box>
      <Text size="sm" mb="xs">
        {isShortDomain ? t('ownDevice.other') : t('ownDevice.elsewhere', { host })}
      </Text>
      {making.error && <ProblemNotice error={making.error} />}
      {url === undefined ? (
        <Button
          variant="default"
          leftSection={<IconDevices size={18} />}
          loading={making.isPending}
          onClick={() => making.mutate()}
        >
          {t('ownDevice.make')}
        </Button>
      ) : (
        <Group gap="sm">
          <Code className="break">
            <Anchor href={url} target="_blank" rel="noreferrer" inherit>
              {url}
            </Anchor>
          </Code>
          <CopyButton text={url} what={t('ownDevice.link')} />
          <Text size="xs" c="dimmed">
            {t('ownDevice.once')}
          </Text>
        </Group>
      )}
    </Box>
  )
}
