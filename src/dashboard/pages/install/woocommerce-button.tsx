import { Alert, Anchor, Button, Group, Progress, Stack, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconPlugConnected } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../parts/format.ts'
import { ProblemNotice } from '../../parts/problem-notice.tsx'
import { useShop } from '../../parts/shop.tsx'
import { fieldError } from '../../problem.ts'
import {
  askWooCommerce,
  disconnectWooCommerce,
  type WooCommerceConnection,
  wooCommerceQuery,
} from '../../queries/woocommerce.ts'
import { SourceStep } from './source-step.tsx'
import { Step } from './step.tsx'

/** WooCommerce by its own button, where the shop can call us; else, or if one likes, by hand. */
export function WooCommerceStep() {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const { data, error, refetch } = useQuery(wooCommerceQuery(shopId))
  const [isByHand, setIsByHand] = useState(false)
  const reach = data?.reach
  const connection = data?.connection ?? null
  return (
    <>
      <Step number={1} title={t('install.wooButton.title')} text={t('install.wooButton.text')}>
        <Stack gap="md">
          {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
          {connection && <Connected connection={connection} />}
          {data && !connection && reach !== 'public' && (
            <Alert color="gray" icon={<IconInfoCircle size={20} />} title={t('install.wooButton.noReach')}>
              {t(`install.wooButton.${reach === 'local' ? 'local' : 'insecure'}`)}
            </Alert>
          )}
          {data && !connection && reach !== 'insecure' && <ConnectForm isHere={reach === 'local'} />}
          {reach === 'public' && !connection && (
            <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setIsByHand(!isByHand)}>
              {t(isByHand ? 'install.wooButton.notByHand' : 'install.wooButton.byHand')}
            </Anchor>
          )}
        </Stack>
      </Step>
      {data && !connection && (isByHand || reach !== 'public') && (
        <SourceStep source="woocommerce" title={t('install.woo.hook')} text={t('install.woo.hookText')} />
      )}
    </>
  )
}

/** Leads to the shop, which asks its owner. `isHere`: only a shop on this computer can call back. */
function ConnectForm({ isHere }: { readonly isHere: boolean }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const [url, setUrl] = useState('')
  const search = useLocation({ select: ({ searchStr }) => searchStr })
  const wasDenied = new URLSearchParams(search).get('success') === '0'
  const asking = useMutation({
    mutationFn: () => askWooCommerce(shopId, url),
    onSuccess: (authorizeUrl) => window.location.assign(authorizeUrl),
  })
  const atField = fieldError(asking.error, 'url')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    asking.mutate()
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {wasDenied && (
          <Alert color="yellow" role="status" icon={<IconAlertTriangle size={20} />}>
            {t('install.wooButton.denied')}
          </Alert>
        )}
        {asking.error && !atField && <ProblemNotice error={asking.error} />}
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t(isHere ? 'install.wooButton.addressHere' : 'install.wooButton.address')}
            placeholder={isHere ? 'http://localhost:8080' : 'https://shop.example'}
            required
            withAsterisk={false}
            inputMode="url"
            autoComplete="url"
            spellCheck={false}
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
            error={atField}
            style={{ flex: '1 1 16rem' }}
          />
          <Button type="submit" size="md" leftSection={<IconPlugConnected size={18} />} loading={asking.isPending}>
            {t('install.wooButton.connect')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Connected({ connection }: { readonly connection: WooCommerceConnection }) {
  const { t } = useTranslation()
  const { timeZone } = useShop()
  const format = useFormat(timeZone)
  const { url, state, problem, ordersRead, ordersTotal, keyEnd, lastCheckAt } = connection
  const isDone = state === 'connected'
  return (
    <Stack gap="sm" data-woocommerce={state}>
      <Alert
        role="status"
        icon={problem ? <IconAlertTriangle size={20} /> : <IconCheck size={20} />}
        {...(problem ? { color: 'yellow' } : {})}
        title={t(`install.wooButton.state.${state}`, { url })}
      >
        {problem && <Text size="sm">{problem}</Text>}
        {!problem && !isDone && t('install.wooButton.goesOn')}
        {isDone &&
          t('install.wooButton.done', {
            count: ordersRead,
            key: keyEnd ?? '',
            time: lastCheckAt === null ? '' : format.time(lastCheckAt),
          })}
      </Alert>
      {state === 'orders' && ordersTotal !== null && (
        <div>
          <Text size="sm" mb={4}>
            {t('install.wooButton.progress', { read: format.count(ordersRead), total: format.count(ordersTotal) })}
          </Text>
          <Progress
            value={ordersTotal === 0 ? 100 : (100 * ordersRead) / ordersTotal}
            aria-label={t('install.wooButton.progressLabel')}
          />
        </div>
      )}
      <Disconnect url={url} hasProblem={problem !== null} />
    </Stack>
  )
}

function Disconnect({ url, hasProblem }: { readonly url: string; readonly hasProblem: boolean }) {
  const { t } = useTranslation()
  const { id: shopId } = useShop()
  const queries = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const reconnecting = useMutation({
    mutationFn: () => askWooCommerce(shopId, url),
    onSuccess: (authorizeUrl) => window.location.assign(authorizeUrl),
  })
  const ending = useMutation({
    mutationFn: () => disconnectWooCommerce(shopId),
    onSuccess: async (problem) => {
      if (problem === null) await queries.invalidateQueries({ queryKey: wooCommerceQuery(shopId).queryKey })
    },
  })
  if (ending.data)
    return (
      <Alert color="yellow" role="alert" icon={<IconAlertTriangle size={20} />}>
        {t('install.wooButton.leftover')} {ending.data}
      </Alert>
    )
  return (
    <Stack gap="xs">
      {(ending.error ?? reconnecting.error) && <ProblemNotice error={ending.error ?? reconnecting.error} />}
      {isAsking && <Text size="sm">{t('install.wooButton.endText')}</Text>}
      <Group gap="sm">
        {hasProblem && !isAsking && (
          <Button size="xs" loading={reconnecting.isPending} onClick={() => reconnecting.mutate()}>
            {t('install.wooButton.again')}
          </Button>
        )}
        {!isAsking && (
          <Button size="xs" variant="default" onClick={() => setIsAsking(true)}>
            {t('install.wooButton.end')}
          </Button>
        )}
        {isAsking && (
          <>
            <Button size="xs" color="red" loading={ending.isPending} onClick={() => ending.mutate()}>
              {t('install.wooButton.endSure')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setIsAsking(false)}>
              {t('install.wooButton.keep')}
            </Button>
          </>
        )}
      </Group>
    </Stack>
  )
}
