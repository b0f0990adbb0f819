import { Alert, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconInfoCircle, IconMailPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { notify } from '../../parts/notify.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { deleteMail, type Mail, mailsQuery, sentQuery, testMail } from '../../queries/leader.ts'
import { viewsQuery } from '../../queries/views.ts'
import { MailForm } from './mail-form.tsx'
import { SentList } from './sent-list.tsx'
import { useSayRhythm } from './say-rhythm.ts'

/** What is sent by itself, to whom and when, and what became of it. */
export function Mails() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, refetch } = useQuery(mailsQuery(shopId))
  const [edited, edit] = useState<Mail | 'new' | null>(null)
  return (
    <Card component="section">
      <Stack gap="md">
        <Group justify="space-between">
          <Title order={2} size="h4">
            {t('leader.mails')}
          </Title>
          {edited === null && (
            <Button variant="default" size="xs" leftSection={<IconMailPlus size={16} />} onClick={() => edit('new')}>
              {t('leader.newMail')}
            </Button>
          )}
        </Group>
        <Text size="sm" c="dimmed">
          {t('leader.mailsLead')}
        </Text>
        {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton height={80} />}
        {data && data.by !== 'mail' && (
          <Alert color="yellow" icon={<IconInfoCircle size={20} />}>
            {t(`leader.by.${data.by}`)}
          </Alert>
        )}
        {edited !== null && (
          <MailForm
            key={edited === 'new' ? 'new' : edited.id}
            mail={edited === 'new' ? null : edited}
            onClose={() => edit(null)}
          />
        )}
        {data?.items.map((mail) => (
          <MailRow key={mail.id} mail={mail} onEdit={() => edit(mail)} />
        ))}
        <SentList />
      </Stack>
    </Card>
  )
}

function MailRow({ mail, onEdit }: { readonly mail: Mail; readonly onEdit: () => void }) {
  const { t } = useTranslation()
  const { id: shopId, timeZone } = useShop()
  const format = useFormat(timeZone)
  const sayRhythm = useSayRhythm()
  const queries = useQueryClient()
  const { data: views } = useQuery(viewsQuery(shopId))
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: mailsQuery(shopId).queryKey }),
      queries.invalidateQueries({ queryKey: sentQuery(shopId).queryKey }),
    ])
  const testing = useMutation({
    mutationFn: () => testMail(mail.id),
    onSuccess: async ({ items }) => {
      const failed = items.find(({ state }) => state === 'failed')
      if (failed) notify(t('leader.testFailed', { why: failed.detail ?? '' }), t, 'fail')
      else notify(t(items.some(({ state }) => state === 'kept') ? 'leader.testKept' : 'leader.testSent'), t)
      await refresh()
    },
  })
  const removing = useMutation({ mutationFn: () => deleteMail(mail.id), onSuccess: refresh })
  const what = mail.viewId === null ? t('leader.theMonth') : views?.items.find(({ id }) => id === mail.viewId)?.name
  const name = what ?? t('leader.goneView')
  const error = testing.error ?? removing.error
  return (
    <Stack component="article" gap={4} aria-label={name}>
      {error && <ProblemNotice error={error} />}
      <Group justify="space-between" gap="sm">
        <div>
          <Text fw={600} className="break">
            {name}
          </Text>
          <Text size="sm" c="dimmed" className="break">
            {sayRhythm(mail)} · {mail.recipients.join(', ')} · {t('leader.next', { at: format.time(mail.nextAt) })}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="xs" variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
            {t('leader.test')}
          </Button>
          <Button size="xs" variant="default" onClick={onEdit}>
            {t('leader.change')}
          </Button>
          <Button size="xs" variant="default" c="red" loading={removing.isPending} onClick={() => removing.mutate()}>
            {t('leader.remove')}
          </Button>
        </Group>
      </Group>
    </Stack>
  )
}
