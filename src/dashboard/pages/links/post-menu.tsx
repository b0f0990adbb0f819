import { ActionIcon, Menu } from '@mantine/core'
import { IconArchive, IconClock, IconDots, IconPencil, IconQrcode } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Post } from '../../queries/posts.ts'
import { CostDialog } from '../costs/cost-dialog.tsx'
import { QrDialog } from '../qr/qr-dialog.tsx'
import { ArchiveLink } from './archive-link.tsx'
import { EditPost } from './edit-post.tsx'

type Asked =
  | { readonly kind: 'edit' }
  | { readonly kind: 'cost' }
  | { readonly kind: 'qr'; readonly link: Post['links'][number] }
  | { readonly kind: 'archive'; readonly link: Post['links'][number] }

/** What can be changed about a post once it is made. */
export function PostMenu({ post }: { readonly post: Post }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  const live = post.links.filter(({ archivedAt }) => archivedAt === null)
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            title={t('posts.change')}
            aria-label={t('posts.changeWhat', { title: post.title })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setAsked({ kind: 'edit' })}>
            {t('posts.edit.action')}
          </Menu.Item>
          <Menu.Item leftSection={<IconClock size={16} />} onClick={() => setAsked({ kind: 'cost' })}>
            {t('costs.logTime')}
          </Menu.Item>
          {live.map((link) => (
            <Menu.Item
              key={`qr-${link.id}`}
              leftSection={<IconQrcode size={16} />}
              onClick={() => setAsked({ kind: 'qr', link })}
            >
              {t('qr.actionWhat', { slug: link.slug })}
            </Menu.Item>
          ))}
          {live.map((link) => (
            <Menu.Item
              key={link.id}
              leftSection={<IconArchive size={16} />}
              onClick={() => setAsked({ kind: 'archive', link })}
            >
              {t('posts.archive.action', { slug: link.slug })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked?.kind === 'edit' && <EditPost post={post} onClose={close} />}
      {asked?.kind === 'cost' && <CostDialog post={post} onClose={close} />}
      {asked?.kind === 'qr' && <QrDialog link={asked.link} onClose={close} />}
      {asked?.kind === 'archive' && <ArchiveLink link={asked.link} onClose={close} />}
    </>
  )
}
