import { ActionIcon, Menu } from '@mantine/core'
import { IconArchive, IconDots, IconPencil } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Post } from '../../queries/links.ts'
import { ArchiveLink } from './archive-link.tsx'
import { RenamePost } from './rename-post.tsx'

type Asked = { readonly kind: 'rename' } | { readonly kind: 'archive'; readonly link: Post['links'][number] }

/** What can be changed about a post once it is made. */
export function PostMenu({ post }: { readonly post: Post }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
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
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setAsked({ kind: 'rename' })}>
            {t('posts.rename.action')}
          </Menu.Item>
          {post.links
            .filter(({ archivedAt }) => archivedAt === null)
            .map((link) => (
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
      {asked?.kind === 'rename' && <RenamePost post={post} onClose={close} />}
      {asked?.kind === 'archive' && <ArchiveLink link={asked.link} onClose={close} />}
    </>
  )
}
